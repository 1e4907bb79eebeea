import { resolveMysqlService } from "./mysql-service";
import { MYSQL, resolved } from "./testing";

const order = {
  plan: "private-sql-512-instance",
  engine: "mariadb_11.4",
  datacenter: "gra3",
};

const resolve = (written?: unknown) =>
  resolved("stacks/prod.ts", (problems) =>
    resolveMysqlService(written, problems.at("mysql")),
  );

describe("the platform's MySQL service", () => {
  it("is none unless it is written", () => {
    expect(resolve()).toEqual({ model: {}, problems: [] });
  });

  it("may be there already", () => {
    expect(resolve(MYSQL)).toEqual({ model: { mysql: MYSQL }, problems: [] });
  });

  it("may be ordered, its address not known yet", () => {
    const model = { mysqlOrder: order };
    expect(resolve({ order })).toEqual({ model, problems: [] });
  });

  it("may be ordered, its address written beside the order", () => {
    expect(resolve({ order, ...MYSQL })).toEqual({
      model: { mysql: MYSQL, mysqlOrder: order },
      problems: [],
    });
  });

  it.each([
    ...["mysql_8.0", "mysql_8.4"],
    ...["mariadb_10.11", "mariadb_11.4", "mariadb_11.8"],
  ])("may be ordered with %s", (engine) => {
    expect(resolve({ order: { ...order, engine } }).problems).toEqual([]);
  });
});

describe("what is written about a MySQL service", () => {
  it.each<[string, unknown, string]>([
    [
      "its name alone",
      "soltic-001",
      'mysql: this is not the right type of value (received: "soltic-001"). Needed: an object { … }.',
    ],
    [
      "an unknown field",
      { ...MYSQL, password: "x" },
      'mysql.password: unknown field (received: "x"). Remove it, or choose among: service, host, port and order.',
    ],
    [
      "an address without its port",
      { service: MYSQL.service, host: MYSQL.host },
      "mysql.port: a value is missing. Add this field.",
    ],
    [
      "a part of an address beside an order",
      { order, host: MYSQL.host, port: MYSQL.port },
      "mysql.service: a value is missing. Add this field.",
    ],
    [
      "an address of figures",
      { ...MYSQL, host: "203.0.113.7" },
      'mysql.host: this is not a domain name (received: "203.0.113.7"). In lower case, without accents (or in its form xn--), without "http://" or "www.", for example: les-amis.example.',
    ],
    [
      "port 0",
      { ...MYSQL, port: 0 },
      "mysql.port: this number is not allowed (received: 0). A whole number from 1 to 65535.",
    ],
    [
      "a port that there is not",
      { ...MYSQL, port: 65_536 },
      "mysql.port: this number is not allowed (received: 65536). A whole number from 1 to 65535.",
    ],
    [
      "half a port",
      { ...MYSQL, port: 3306.5 },
      "mysql.port: this number is not allowed (received: 3306.5). A whole number from 1 to 65535.",
    ],
    [
      "an order of nothing",
      { order: true },
      "mysql.order: this is not the right type of value (received: true). Needed: an object { … }.",
    ],
    [
      "an order without a place",
      { order: { plan: order.plan, engine: order.engine } },
      "mysql.order.datacenter: a value is missing. Add this field.",
    ],
    [
      "a plan in other words than OVH's",
      { order: { ...order, plan: "big" } },
      'mysql.order.plan: this is not the code of a database plan of OVH (received: "big"). For example "private-sql-512-instance".',
    ],
    [
      "an engine that OVH has not",
      { order: { ...order, engine: "oracle" } },
      'mysql.order.engine: there is no such value (received: "oracle"). Choose among: mysql_8.0, mysql_8.4, mariadb_10.11, mariadb_11.4 and mariadb_11.8.',
    ],
  ])("refuses %s", (_what, written, problem) => {
    expect(resolve(written).problems).toEqual([`stacks/prod.ts: ${problem}`]);
  });

  it("tells all that is missing at once", () => {
    expect(resolve({}).problems).toEqual(
      ["service", "host", "port"].map(
        (field) =>
          `stacks/prod.ts: mysql.${field}: a value is missing. Add this field.`,
      ),
    );
  });
});
