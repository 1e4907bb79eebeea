import { isIPv4 } from "node:net";
import type { SandboxContext } from "../context";
import type { Json, ResourceHandler } from "../resource-provider";
import {
  type AllowlistEntry,
  applyAllowlists,
  changeMysql,
  mysqlDocument,
} from "../services/mysql";
import { accountOf } from "../services/services";
import { badRequest, conflict, text } from "./api-error";
import { ownService } from "./private-database";

/** Addresses that may connect to a MySQL service; all others are refused by its packet filter. */
export function privateDatabaseAllowlists(
  ctx: SandboxContext,
): ResourceHandler {
  const apply = async () => applyAllowlists(ctx, (await accountOf(ctx)).mysql);
  return {
    type: "ovh:Hosting/privateDatabaseAllowlist:PrivateDatabaseAllowlist",
    async create(inputs) {
      const service = await ownService(ctx, inputs);
      const ip = rangeOf(inputs);
      await changeMysql(ctx, service, ({ allowlist }) => {
        if (allowlist[ip] !== undefined)
          throw conflict(`${ip} is already on the list`);
        allowlist[ip] = entryOf(inputs);
      });
      await apply();
      return { id: `${service}/${ip}`, outs: {} };
    },
    async read(_id, props) {
      const service = await ownService(ctx, props);
      const { allowlist } = await mysqlDocument(ctx, service);
      const entry = allowlist[rangeOf(props)];
      return entry && { ...props, ...entry };
    },
    async update(_id, olds, news) {
      const service = await ownService(ctx, olds);
      await changeMysql(ctx, service, ({ allowlist }) => {
        allowlist[rangeOf(olds)] = entryOf(news);
      });
      await apply();
      return news;
    },
    async delete(_id, props) {
      const service = await ownService(ctx, props);
      await changeMysql(ctx, service, ({ allowlist }) => {
        delete allowlist[rangeOf(props)];
      });
      await apply();
    },
  };
}

function entryOf(inputs: Json): AllowlistEntry {
  return {
    name: text(inputs.name),
    service: inputs.service === true,
    sftp: inputs.sftp === true,
  };
}

/** An address with its length, as the API stores it. */
function rangeOf({ ip }: Json): string {
  const [address, length = "32", ...rest] = String(ip).split("/");
  if (
    address === undefined ||
    !isIPv4(address) ||
    !/^(\d|[12]\d|3[0-2])$/.test(length) ||
    rest.length > 0
  )
    throw badRequest(`Invalid ip: "${String(ip)}"`);
  return `${address}/${length}`;
}
