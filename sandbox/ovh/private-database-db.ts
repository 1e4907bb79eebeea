import type { SandboxContext } from "../context";
import type { ResourceHandler } from "../resource-provider";
import { changeMysql, sql } from "../services/mysql";
import { badRequest, conflict } from "./api-error";
import {
  RESERVED,
  databaseExists,
  ownName,
  ownService,
} from "./private-database";

/** Databases of a MySQL service. */
export function privateDatabaseDbs(ctx: SandboxContext): ResourceHandler {
  return {
    type: "ovh:Hosting/privateDatabaseDb:PrivateDatabaseDb",
    async create(inputs) {
      const service = await ownService(ctx, inputs);
      const name = ownName("database name", inputs.databaseName, 64);
      if (RESERVED.has(name))
        throw badRequest(`Invalid database name: ${name}`);
      if (await databaseExists(ctx, service, name))
        throw conflict(`The database ${name} already exists`);
      await sql(ctx, service, `CREATE DATABASE \`${name}\``);
      return { id: `${service}/${name}`, outs: {} };
    },
    async read(_id, props) {
      const service = await ownService(ctx, props);
      const name = ownName("database name", props.databaseName, 64);
      return (await databaseExists(ctx, service, name)) ? props : undefined;
    },
    async delete(_id, props) {
      const service = await ownService(ctx, props);
      const name = ownName("database name", props.databaseName, 64);
      await sql(ctx, service, `DROP DATABASE IF EXISTS \`${name}\``);
      await changeMysql(ctx, service, ({ grants }) => {
        for (const key of Object.keys(grants))
          if (key.endsWith(`/${name}`)) delete grants[key];
      });
    },
  };
}
