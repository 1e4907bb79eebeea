import type { Json } from "../resource-provider";
import { badRequest, text } from "./api-error";

/** A product as it is put into the vendor's cart. */
interface Plan {
  readonly planCode?: string;
  readonly duration?: string;
  readonly pricingMode?: string;
  readonly configurations?: readonly {
    readonly label: string;
    readonly value: string;
  }[];
}

/**
 * The configuration of an order, by label. Throws what the vendor's cart refuses.
 * Source: `orderCreate` of the provider, ovh/order.go
 */
export function checkPlan(
  { ovhSubsidiary, plan }: Json,
  planCode: string,
): Map<string, string> {
  if (text(ovhSubsidiary) === "")
    throw badRequest("ovh_subsidiary is missing from configuration");
  if (typeof plan !== "object" || plan === null)
    throw badRequest("plan is missing from configuration");
  const ordered = plan as Plan;
  if (ordered.planCode !== planCode)
    throw badRequest(`Invalid plan code: "${text(ordered.planCode)}"`);
  return new Map(
    (ordered.configurations ?? []).map(({ label, value }) => [label, value]),
  );
}
