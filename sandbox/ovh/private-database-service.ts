import type { SandboxContext } from "../context";
import type { Json, ResourceHandler } from "../resource-provider";
import { cancel } from "../services/account";
import { accountOf, type MysqlService, servicesUp } from "../services/services";
import { badRequest, notFound, text } from "./api-error";

/** What OVH offers for new services. */
const ENGINES = [
  "mysql_8.0",
  "mysql_8.4",
  "mariadb_10.11",
  "mariadb_11.4",
  "mariadb_11.8",
];
const FIRST_PORT = 35_100;

/** MySQL services that a program orders: each is one more server, whatever its engine, and answers under a name of its own. */
export function privateDatabases(ctx: SandboxContext): ResourceHandler {
  const outputs = async (service: string): Promise<Json | undefined> => {
    const { mysql } = await accountOf(ctx);
    const found = mysql.find((one) => one.service === service);
    return found && describe(found);
  };
  return {
    type: "ovh:Hosting/privateDatabase:PrivateDatabase",
    async create(inputs) {
      checkOrder(inputs);
      const { mysql } = await accountOf(ctx);
      const service = `sandbox-${String(mysql.length + 1).padStart(3, "0")}`;
      const ports = mysql.map(({ port }) => port + 1);
      const ordered = {
        service,
        host: `${service}.eu.clouddb.ovh.net`,
        port: Math.max(FIRST_PORT, ...ports),
      };
      await apply(ctx, [ordered]);
      return { id: service, outs: describe(ordered) };
    },
    async read(id, props) {
      const found = await outputs(id);
      return found && { ...props, ...found };
    },
    async update(id, olds, news) {
      const found = await outputs(id);
      if (!found) throw notFound(`This service does not exist: ${id}`);
      return { ...olds, ...news, ...found };
    },
    async delete(id) {
      await cancel(ctx, "mysql", id);
      await apply(ctx, []);
    },
  };
}

function describe({ service, host, port }: MysqlService): Json {
  return { serviceName: service, hostname: host, port, state: "started" };
}

/** Orders, then starts what is ordered and publishes its name. */
async function apply(ctx: SandboxContext, mysql: MysqlService[]) {
  const nothing = { zones: [], mailDomains: [], projects: [] };
  await servicesUp(ctx, { ...nothing, mysql }, ["dns", "mysql"]);
}

/** What the order of the real provider needs. Source: ovh/terraform-provider-ovh, ovh/resource_hosting_privatedatabase.go */
function checkOrder({ ovhSubsidiary, plan }: Json): void {
  if (text(ovhSubsidiary) === "" || typeof plan !== "object" || plan === null)
    throw badRequest("an order needs ovhSubsidiary and plan");
  const { planCode, configurations = [] } = plan as {
    planCode: string;
    configurations?: { label: string; value: string }[];
  };
  if (!/^private-sql-\d+-instance$/.test(planCode))
    throw badRequest(`Invalid plan code: "${planCode}"`);
  const chosen = new Map(configurations.map((c) => [c.label, c.value]));
  if (!/^[a-z]{3}\d+$/.test(chosen.get("dc") ?? ""))
    throw badRequest(`Invalid configuration dc: "${chosen.get("dc") ?? ""}"`);
  const engine = chosen.get("engine") ?? "";
  if (!ENGINES.includes(engine))
    throw badRequest(`Invalid configuration engine: "${engine}"`);
}
