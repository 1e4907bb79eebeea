import { UNKNOWN } from "../../engine/provider";
import type { SandboxContext } from "../context";
import type { Json, ResourceHandler } from "../resource-provider";
import { changeMysql, mysqlDocument, sql } from "../services/mysql";
import { conflict, notFound, text } from "./api-error";
import {
  databaseExists,
  ownName,
  ownService,
  userExists,
} from "./private-database";

/** What each of OVH's rights allows. Source: help.ovhcloud.com, "Web Cloud Databases: manage user rights". */
const PRIVILEGES: Readonly<Record<string, string>> = {
  admin: "ALL PRIVILEGES",
  rw: "SELECT, INSERT, UPDATE, DELETE",
  ro: "SELECT",
  none: "USAGE",
};

/** The right of a user in a database. A pair has one right only: another is refused until the first is gone. */
export function privateDatabaseUserGrants(
  ctx: SandboxContext,
): ResourceHandler {
  return {
    type: "ovh:Hosting/privateDatabaseUserGrant:PrivateDatabaseUserGrant",
    check: ({ grant }) =>
      grant === undefined ||
      grant === UNKNOWN ||
      PRIVILEGES[text(grant)] !== undefined
        ? []
        : [
            {
              property: "grant",
              reason: `Value ${text(grant)} is not among valid values (${Object.keys(PRIVILEGES).join(", ")})`,
            },
          ],
    async create(inputs) {
      const { service, user, database } = await target(ctx, inputs);
      const grant = String(inputs.grant);
      if (!(await userExists(ctx, service, user)))
        throw notFound(`The user ${user} does not exist`);
      if (!(await databaseExists(ctx, service, database)))
        throw notFound(`The database ${database} does not exist`);
      await changeMysql(ctx, service, async ({ grants }) => {
        const key = `${user}/${database}`;
        if (grants[key] !== undefined)
          throw conflict(`${user} already has a grant on ${database}`);
        const on = grant === "none" ? "*.*" : `\`${pattern(database)}\`.*`;
        await sql(
          ctx,
          service,
          `GRANT ${PRIVILEGES[grant]} ON ${on} TO '${user}'@'%'`,
        );
        grants[key] = grant;
      });
      return { id: [service, user, database, grant].join("/"), outs: {} };
    },
    async read(_id, props) {
      const { service, user, database } = await target(ctx, props);
      const { grants } = await mysqlDocument(ctx, service);
      const grant = grants[`${user}/${database}`];
      return grant === undefined ? undefined : { ...props, grant };
    },
    async delete(_id, props) {
      const { service, user, database } = await target(ctx, props);
      await changeMysql(ctx, service, async ({ grants }) => {
        const key = `${user}/${database}`;
        if (grants[key] === undefined) return;
        if (grants[key] !== "none" && (await userExists(ctx, service, user)))
          await sql(
            ctx,
            service,
            `REVOKE ${PRIVILEGES[grants[key]]} ON \`${pattern(database)}\`.* FROM '${user}'@'%'`,
          );
        delete grants[key];
      });
    },
  };
}

/** In a grant `_` stands for any character: unescaped, `a_b` would open `a-b` too. */
function pattern(database: string): string {
  return database.replaceAll("_", "\\_");
}

async function target(
  ctx: SandboxContext,
  inputs: Json,
): Promise<{ service: string; user: string; database: string }> {
  return {
    service: await ownService(ctx, inputs),
    user: ownName("user name", inputs.userName, 32),
    database: ownName("database name", inputs.databaseName, 64),
  };
}
