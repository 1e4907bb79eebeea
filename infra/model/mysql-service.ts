import { isDomain } from "./names";
import type { ProblemList } from "./problems";
import { hasShape, type Shape } from "./shape";

/** Where a MySQL service answers, as shown in the OVH console: Web Cloud › Private databases. */
export interface MysqlService {
  /** e.g. `ab12345-001` */
  readonly service: string;
  /** e.g. `ab12345-001.eu.clouddb.ovh.net` */
  readonly host: string;
  /** e.g. `35001` */
  readonly port: number;
}

/** A MySQL service that this repository orders, and OVH bills each month until somebody ends it in the console. */
export interface MysqlOrder {
  /**
   * OVH's plan code, by memory, e.g. `private-sql-512-instance`.
   * Source: https://api.ovh.com/console/#/hosting/privateDatabase/availableOrderCapacities~GET
   */
  readonly plan: string;
  readonly engine: MysqlEngine;
  /** OVH's name of the place, e.g. `gra3`. */
  readonly datacenter: string;
}

/** What OVH offers for new services. */
export type MysqlEngine =
  "mysql_8.0" | "mysql_8.4" | "mariadb_10.11" | "mariadb_11.4" | "mariadb_11.8";

/** A service that is there, or one to order: its address is then written beside the order, once `outputs prod` tells it. */
export type MysqlServiceInput =
  | (MysqlService & {
      /**
       * What was ordered to have it.
       * @default none: it was there already
       */
      readonly order?: MysqlOrder;
    })
  | {
      /** What to order. */
      readonly order: MysqlOrder;
    };

type Written = Partial<MysqlService> & { readonly order?: MysqlOrder };

const serviceShape: Shape<Written> = {
  service: { kind: "text" },
  host: { kind: "text" },
  port: { kind: "number" },
  order: { kind: "object" },
};

const orderShape: Shape<MysqlOrder> = {
  plan: { kind: "text", required: true },
  engine: { kind: "text", required: true },
  datacenter: { kind: "text", required: true },
};

const ENGINES: readonly string[] = [
  "mysql_8.0",
  "mysql_8.4",
  "mariadb_10.11",
  "mariadb_11.4",
  "mariadb_11.8",
] satisfies MysqlEngine[];

/** What the platform has of MySQL: where it answers, once that is known, and what it orders. */
export interface PlatformMysql {
  readonly mysql?: MysqlService;
  readonly mysqlOrder?: MysqlOrder;
}

export function resolveMysqlService(
  written: unknown,
  problems: ProblemList,
): PlatformMysql {
  if (
    written === undefined ||
    !hasShape<Written>(written, serviceShape, problems)
  )
    return {};
  const { order, ...address } = written;
  const mysqlOrder = order && checkOrder(order, problems.at("order"));
  const isToCome = order !== undefined && Object.keys(address).length === 0;
  const mysql = isToCome ? undefined : checkAddress(address, problems);
  return {
    ...(mysql ? { mysql } : {}),
    ...(mysqlOrder ? { mysqlOrder } : {}),
  };
}

function checkOrder(
  order: unknown,
  problems: ProblemList,
): MysqlOrder | undefined {
  if (!hasShape<MysqlOrder>(order, orderShape, problems)) return undefined;
  if (!ENGINES.includes(order.engine))
    problems
      .at("engine")
      .add((texts) => texts.unknownChoice(ENGINES), order.engine);
  if (!/^private-sql-\d+-instance$/.test(order.plan))
    problems.at("plan").add((texts) => texts.invalidMysqlPlan(), order.plan);
  return order;
}

function checkAddress(
  { service, host, port }: Partial<MysqlService>,
  problems: ProblemList,
): MysqlService | undefined {
  for (const [field, value] of Object.entries({ service, host, port }))
    if (value === undefined) problems.at(field).add((texts) => texts.missing());
  if (service === undefined || host === undefined || port === undefined)
    return undefined;
  if (!isDomain(host))
    problems.at("host").add((texts) => texts.invalidDomain(), host);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    problems.at("port").add((texts) => texts.wholeNumber(1, 65_535), port);
  return { service, host, port };
}
