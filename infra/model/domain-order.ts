import type { ProblemList } from "./problems";
import { checkWhole, hasShape, type Shape } from "./shape";

/** What of a domain is ordered at OVH: its zone alone, or the name, with which OVH delivers its zone. */
export type DomainOrder = "zone" | DomainNameOrder;

export interface DomainNameOrder {
  /**
   * The id of the contact at OVH that will own the name, so the association's, never the host's.
   * Source: https://eu.api.ovh.com/console/#/me/contact~GET
   */
  readonly owner: number;
}

const nameShape: Shape<DomainNameOrder> = {
  owner: { kind: "number", required: true },
};

const LARGEST_ID = Number.MAX_SAFE_INTEGER;

/** What is wrong with the order of a domain, in the file of a beneficiary. */
export function checkDomainOrder(
  order: unknown,
  domain: string | undefined,
  problems: ProblemList,
): void {
  if (order === undefined) return;
  if (domain === undefined) problems.add((texts) => texts.domainNeeded());
  if (order === "zone") return;
  if (typeof order === "string")
    problems.add((texts) => texts.invalidDomainOrder(), order);
  else if (hasShape<DomainNameOrder>(order, nameShape, problems))
    checkWhole(order.owner, 1, LARGEST_ID, problems.at("owner"));
}
