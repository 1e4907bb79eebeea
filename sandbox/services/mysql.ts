import { ADDRESS, type SandboxContext, runService } from "../context";
import type { Account, MysqlService } from "./account";
import {
  ensureVolume,
  putSettings,
  runIn,
  settingsBind,
  untilReady,
} from "./container";

/** Who may connect to a service: entries of its allow list, by address (with `/length` for a range). */
export interface AllowlistEntry {
  readonly name: string;
  /** May reach the database port. */
  readonly service: boolean;
  /** May reach the file port, which the sandbox does not have. */
  readonly sftp: boolean;
}

/** What the vendor remembers about a service beside the databases themselves. */
export interface MysqlDocument {
  /** By `<user>/<database>`. */
  grants: Record<string, string>;
  allowlist: Record<string, AllowlistEntry>;
}

const SERVICE = "mysql";
const EMPTY: MysqlDocument = { grants: {}, allowlist: {} };

/** Starts a MariaDB server for each ordered service. */
export async function mysqlUp(
  ctx: SandboxContext,
  image: string,
  account: Account,
): Promise<void> {
  const volume = await ensureVolume(ctx, SERVICE);
  const services = account.mysql
    .map(({ service, port }) => `${service} ${port}\n`)
    .join("");
  const rules = await putSettings(ctx, SERVICE, {
    services,
    "allowlist.nft": await allowlistRules(ctx, account.mysql),
  });
  await runService(ctx, {
    name: SERVICE,
    image,
    ip: ctx.extNet.address(ADDRESS.mysql),
    binds: [settingsBind(ctx, SERVICE), `${volume}:/var/lib/mysql`],
    capabilities: ["NET_ADMIN"],
    command: ["/sandbox/mysql/run"],
    stopTimeout: 30,
    version: services,
  });
  await Promise.all(
    account.mysql.map(({ service }) =>
      untilReady(SERVICE, () => sql(ctx, service, "SELECT 1")),
    ),
  );
  if (rules) await runIn(ctx, SERVICE, ["/sandbox/mysql/refresh"]);
}

/** Runs statements as the administrator of a service, given on standard input; returns rows as lines of tab-separated columns. */
export async function sql(
  ctx: SandboxContext,
  service: string,
  statements: string,
): Promise<string[]> {
  const out = await runIn(
    ctx,
    SERVICE,
    [
      "mariadb",
      "--no-defaults",
      `--socket=/run/mysqld/${service}.sock`,
      "--batch",
      "--skip-column-names",
    ],
    `${statements};\n`,
  );
  return out.split("\n").filter((line) => line !== "");
}

export function mysqlDocument(
  ctx: SandboxContext,
  service: string,
): Promise<MysqlDocument> {
  return ctx.store.read(documentOf(service), EMPTY);
}

export function changeMysql<T>(
  ctx: SandboxContext,
  service: string,
  change: (document: MysqlDocument) => T | Promise<T>,
): Promise<T> {
  return ctx.store.update(documentOf(service), EMPTY, change);
}

/** Puts the allow lists of all services in force. Call it after, not inside, the change of a list. */
export async function applyAllowlists(
  ctx: SandboxContext,
  services: readonly MysqlService[],
): Promise<void> {
  // The lock of the document that all services share: two lists changed at once must both land.
  await ctx.store.update("mysql-rules", {}, async () => {
    await putSettings(ctx, SERVICE, {
      "allowlist.nft": await allowlistRules(ctx, services),
    });
    await runIn(ctx, SERVICE, ["/sandbox/mysql/refresh"]);
  });
}

function documentOf(service: string): string {
  return `mysql-${service}`;
}

async function allowlistRules(
  ctx: SandboxContext,
  services: readonly MysqlService[],
): Promise<string> {
  const rules = await Promise.all(
    services.map(async ({ service, port }) => {
      const { allowlist } = await mysqlDocument(ctx, service);
      const allowed = Object.entries(allowlist)
        .filter(([, entry]) => entry.service)
        .map(([ip]) => ip)
        .sort();
      return [
        ...allowed.map((ip) => `    tcp dport ${port} ip saddr ${ip} accept`),
        `    tcp dport ${port} reject with tcp reset`,
      ].join("\n");
    }),
  );
  return `table inet allowlist
delete table inet allowlist
table inet allowlist {
  chain input {
    type filter hook input priority 0; policy accept;
    iif lo accept
${rules.join("\n")}
  }
}
`;
}
