import type { SandboxContext } from "../context";

/** A MySQL service of OVH Web Cloud, reached by the name and port that the vendor gave it. */
export interface MysqlService {
  readonly service: string;
  readonly host: string;
  readonly port: number;
}

/** What the host has ordered from the vendor before any program runs. */
export interface Account {
  readonly zones: readonly string[];
  readonly mailDomains: readonly string[];
  readonly mysql: readonly MysqlService[];
  /** Ids of Public Cloud projects. */
  readonly projects: readonly string[];
}

const DOCUMENT = "account";
const NOTHING: Account = {
  zones: [],
  mailDomains: [],
  mysql: [],
  projects: [],
};

/** The account as it is. */
export function accountOf(
  ctx: Pick<SandboxContext, "store">,
): Promise<Account> {
  return ctx.store.read(DOCUMENT, NOTHING);
}

/** Orders what is missing. As at the vendor, nothing is given back because a file no longer mentions it. */
export async function order(
  ctx: Pick<SandboxContext, "store">,
  needs: Account,
): Promise<Account> {
  const before = await accountOf(ctx);
  const account: Account = {
    zones: union(before.zones, needs.zones),
    mailDomains: union(before.mailDomains, needs.mailDomains),
    projects: union(before.projects, needs.projects),
    mysql: [
      ...before.mysql.filter(
        ({ service }) => !needs.mysql.some((s) => s.service === service),
      ),
      ...needs.mysql.map(({ service, host, port }) => ({
        service,
        host,
        port,
      })),
    ].sort((a, b) => (a.service < b.service ? -1 : 1)),
  };
  if (JSON.stringify(account) === JSON.stringify(before)) return before;
  await ctx.store.update<Account, void>(DOCUMENT, NOTHING, (document) => {
    Object.assign(document, account);
  });
  return account;
}

function union(before: readonly string[], more: readonly string[]): string[] {
  return [...new Set([...before, ...more])].sort();
}

/** Ends a service for good: a zone, a project, a MySQL service by its name. */
export function cancel(
  ctx: Pick<SandboxContext, "store">,
  kind: "zones" | "projects" | "mysql",
  name: string,
): Promise<void> {
  return ctx.store.update<Writable<Account>, void>(
    DOCUMENT,
    NOTHING,
    (account) => {
      if (kind === "mysql")
        account.mysql = account.mysql.filter(({ service }) => service !== name);
      else account[kind] = account[kind].filter((one) => one !== name);
    },
  );
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
