import { randomUUID } from "node:crypto";
import { UNKNOWN } from "../../engine/provider";
import type { SandboxContext } from "../context";
import type { CheckFailure, Json, ResourceHandler } from "../resource-provider";
import { badRequest, notFound, text } from "./api-error";
import {
  changeProject,
  ownProject,
  type ProjectAlert,
  readProject,
} from "./cloud-project";

/** Seconds between two letters. Source: the provider, ovh/resource_cloud_project_alerting_gen.go */
const DELAYS = [
  3_600, 10_800, 21_600, 43_200, 86_400, 172_800, 259_200, 604_800,
];

/** Alerts on what a project costs in a month. They are kept; nothing in the sandbox costs anything. */
export function projectAlertings(ctx: SandboxContext): ResourceHandler {
  return {
    type: "ovh:CloudProject/alerting:Alerting",
    check: ({ delay }) => delayFailures(delay),
    async create(inputs) {
      const project = await ownProject(ctx, inputs);
      const alert = alertOf(inputs, new Date().toISOString());
      const id = randomUUID();
      await changeProject(ctx, project, (document) => {
        document.alerts = { ...document.alerts, [id]: alert };
      });
      return { id, outs: outputsOf(alert) };
    },
    async read(id, props) {
      const project = await ownProject(ctx, props);
      const alert = (await readProject(ctx, project)).alerts?.[id];
      return alert && { ...props, ...outputsOf(alert) };
    },
    async update(id, olds, news) {
      const project = await ownProject(ctx, olds);
      const alert = alertOf(news, text(olds.creationDate));
      await changeProject(ctx, project, ({ alerts = {} }) => {
        if (!alerts[id]) throw notFound(`Alerting ${id} does not exist`);
        alerts[id] = alert;
      });
      return { ...news, ...outputsOf(alert) };
    },
    async delete(id, props) {
      const project = await ownProject(ctx, props);
      await changeProject(ctx, project, ({ alerts = {} }) => {
        delete alerts[id];
      });
    },
  };
}

function delayFailures(delay: unknown): CheckFailure[] {
  if (
    delay === undefined ||
    delay === UNKNOWN ||
    DELAYS.includes(Number(delay))
  )
    return [];
  const reason = `Attribute delay value must be one of: [${DELAYS.join(" ")}], got: ${text(delay)}`;
  return [{ property: "delay", reason }];
}

function alertOf(inputs: Json, creationDate: string): ProjectAlert {
  const email = text(inputs.email);
  const monthlyThreshold = Number(inputs.monthlyThreshold);
  if (!/^[^\s@]+@[^\s@]+$/.test(email))
    throw badRequest(`Invalid email: "${email}"`);
  if (!(monthlyThreshold > 0))
    throw badRequest(`Invalid monthlyThreshold: ${String(monthlyThreshold)}`);
  return {
    email,
    monthlyThreshold,
    delay: Number(inputs.delay),
    creationDate,
  };
}

function outputsOf({ monthlyThreshold: value, ...alert }: ProjectAlert): Json {
  return {
    ...alert,
    monthlyThreshold: value,
    formattedMonthlyThreshold: {
      currencyCode: "EUR",
      text: `${value.toFixed(2).replace(".", ",")} €`,
      value,
    },
  };
}
