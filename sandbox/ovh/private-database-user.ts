import { UNKNOWN } from "../../engine/provider";
import type { SandboxContext } from "../context";
import type { CheckFailure, Json, ResourceHandler } from "../resource-provider";
import { changeMysql, sql } from "../services/mysql";
import { badRequest, conflict } from "./api-error";
import { RESERVED, ownName, ownService, userExists } from "./private-database";

/** Users of a MySQL service; without a grant they can log in and see nothing. */
export function privateDatabaseUsers(ctx: SandboxContext): ResourceHandler {
  return {
    type: "ovh:Hosting/privateDatabaseUser:PrivateDatabaseUser",
    check: passwordFailures,
    async create(inputs) {
      const service = await ownService(ctx, inputs);
      const name = ownName("user name", inputs.userName, 32);
      if (RESERVED.has(name)) throw badRequest(`Invalid user name: ${name}`);
      const [failure] = passwordFailures(inputs);
      if (failure !== undefined) throw badRequest(failure.reason);
      if (await userExists(ctx, service, name))
        throw conflict(`The user ${name} already exists`);
      await sql(
        ctx,
        service,
        `CREATE USER '${name}'@'%' IDENTIFIED BY '${String(inputs.password)}'`,
      );
      return { id: `${service}/${name}`, outs: {} };
    },
    async read(_id, props) {
      const service = await ownService(ctx, props);
      const name = ownName("user name", props.userName, 32);
      return (await userExists(ctx, service, name)) ? props : undefined;
    },
    async delete(_id, props) {
      const service = await ownService(ctx, props);
      const name = ownName("user name", props.userName, 32);
      await sql(ctx, service, `DROP USER IF EXISTS '${name}'@'%'`);
      await changeMysql(ctx, service, ({ grants }) => {
        for (const key of Object.keys(grants))
          if (key.startsWith(`${name}/`)) delete grants[key];
      });
    },
  };
}

/** OVH's rule, which also makes the text safe inside a statement. Source: help.ovhcloud.com, "Web Cloud Databases: create a user". */
function passwordFailures({ password }: Json): CheckFailure[] {
  if (typeof password !== "string" || password === UNKNOWN) return [];
  const isGood =
    /^[A-Za-z0-9]{8,30}$/.test(password) &&
    [/[a-z]/, /[A-Z]/, /[0-9]/].every((kind) => kind.test(password));
  const reason =
    "Invalid password: 8 to 30 letters and digits, with a capital, a small letter and a digit";
  return isGood ? [] : [{ property: "password", reason }];
}
