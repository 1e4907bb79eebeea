import { type Connection, createConnection } from "mysql2/promise";
import { ADDRESS, type SandboxContext } from "../context";
import { servicesUp } from "../services/services";
import { TEST_ACCOUNT, openTestServices } from "../services/testing";
import type { TestContext } from "../test-context";
import { type TestResource, createResource } from "./testing";

const SERVICE = "soltic-001";
const PASSWORD = "Secret0fLesAmis";
/** The server words a refused login in several ways. */
const NO_LOGIN: unknown = expect.stringMatching(
  /^ER_(ACCESS_DENIED|HOST_NOT_PRIVILEGED)/,
);

jest.setTimeout(600_000);

let test: TestContext;
let ctx: SandboxContext;
let database: TestResource;
let allowed: TestResource;

beforeAll(async () => {
  test = await openTestServices(["mysql"]);
  ctx = test.ctx;
  allowed = await allow(ctx.extNet.gateway);
  database = await makeDatabase("les_amis");
  await makeUser("les_amis");
  await grant("les_amis", "les_amis", "admin");
});
afterAll(() => test?.close());

function allow(ip: string, serviceName = SERVICE): Promise<TestResource> {
  const type = "Hosting/privateDatabaseAllowlist:PrivateDatabaseAllowlist";
  const inputs = { serviceName, ip, name: "test", service: true, sftp: false };
  return createResource(ctx, type, inputs);
}

function makeDatabase(
  databaseName: string,
  serviceName = SERVICE,
): Promise<TestResource> {
  const type = "Hosting/privateDatabaseDb:PrivateDatabaseDb";
  return createResource(ctx, type, { serviceName, databaseName });
}

function makeUser(
  userName: string,
  password = PASSWORD,
): Promise<TestResource> {
  const type = "Hosting/privateDatabaseUser:PrivateDatabaseUser";
  const inputs = { serviceName: SERVICE, userName, password };
  return createResource(ctx, type, inputs);
}

function grant(
  userName: string,
  databaseName: string,
  right: string,
): Promise<TestResource> {
  const type = "Hosting/privateDatabaseUserGrant:PrivateDatabaseUserGrant";
  const inputs = { serviceName: SERVICE, userName, databaseName };
  return createResource(ctx, type, { ...inputs, grant: right });
}

async function withMysql<T>(
  user: string,
  name: string | undefined,
  work: (connection: Connection) => Promise<T>,
  port = 35001,
): Promise<T> {
  const connection = await createConnection({
    host: ctx.extNet.address(ADDRESS.mysql),
    port,
    user,
    password: PASSWORD,
    connectTimeout: 5000,
    ...(name === undefined ? {} : { database: name }),
  });
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}

/** The rows of a statement. */
function query(user: string, name: string, sql: string): Promise<unknown> {
  return withMysql(user, name, async (connection) => {
    const [rows] = await connection.query(sql);
    return rows;
  });
}

describe("a database with its user", () => {
  it("is used with the user's own password, and keeps its rows when the server is stopped", async () => {
    expect(database.id).toBe("soltic-001/les_amis");
    await query("les_amis", "les_amis", "CREATE TABLE notes (text TEXT)");
    await query("les_amis", "les_amis", "INSERT INTO notes VALUES ('épicé')");
    await ctx.docker.getContainer(`epicerie-${ctx.id}-mysql`).stop();
    await servicesUp(ctx, TEST_ACCOUNT, ["mysql"]);
    expect(
      await query("les_amis", "les_amis", "SELECT text FROM notes"),
    ).toEqual([{ text: "épicé" }]);
  });

  it("cannot be reached by another user, nor on another service", async () => {
    await makeDatabase("les-amis");
    await makeUser("les_voisins");
    await expect(
      query("les_voisins", "les_amis", "SELECT 1"),
    ).rejects.toMatchObject({ code: "ER_DBACCESS_DENIED_ERROR" });
    // `_` in a grant would stand for any character.
    await expect(
      query("les_amis", "les-amis", "SELECT 1"),
    ).rejects.toMatchObject({ code: "ER_DBACCESS_DENIED_ERROR" });
    await allow(ctx.extNet.gateway, "soltic-002");
    await expect(
      withMysql("les_amis", undefined, () => Promise.resolve(), 35002),
    ).rejects.toMatchObject({ code: NO_LOGIN });
  });

  it("may do what each right says", async () => {
    await makeUser("reader");
    const reading = await grant("reader", "les_amis", "ro");
    expect(reading.id).toBe("soltic-001/reader/les_amis/ro");
    await query("reader", "les_amis", "SELECT 1");
    const write = "INSERT INTO notes VALUES ('x')";
    await expect(query("reader", "les_amis", write)).rejects.toMatchObject({
      code: "ER_TABLEACCESS_DENIED_ERROR",
    });
    await expect(grant("reader", "les_amis", "rw")).rejects.toThrow(
      "already has a grant",
    );
    await reading.remove();
    await grant("reader", "les_amis", "rw");
    await query("reader", "les_amis", write);
    await expect(
      query("reader", "les_amis", "DROP TABLE notes"),
    ).rejects.toMatchObject({ code: "ER_TABLEACCESS_DENIED_ERROR" });
  });

  it("is gone when deleted, and deleting it again is no error", async () => {
    const made = await makeDatabase("short_lived");
    const user = await makeUser("short_lived");
    const right = await grant("short_lived", "short_lived", "admin");
    expect(await right.read()).toBeDefined();
    for (const resource of [right, user, made]) {
      await resource.remove();
      expect(await resource.read()).toBeUndefined();
      await resource.remove();
    }
    await expect(
      withMysql("short_lived", undefined, () => Promise.resolve()),
    ).rejects.toMatchObject({ code: NO_LOGIN });
  });

  it("is refused when its name is taken or its password is weak", async () => {
    await expect(makeDatabase("les_amis")).rejects.toThrow("already exists");
    await expect(makeUser("les_amis")).rejects.toThrow("already exists");
    await expect(makeUser("root")).rejects.toThrow("Invalid user name");
    await expect(makeDatabase("a`b")).rejects.toThrow("Invalid database name");
    await expect(makeDatabase("x", "nobody-001")).rejects.toThrow(
      "does not exist",
    );
    for (const password of ["Short1", "nocapital1", "Special-1", "NoDigits"])
      await expect(makeUser("weak", password)).rejects.toThrow(
        "Invalid password",
      );
  });
});

describe("a service that is ordered", () => {
  const type = "Hosting/privateDatabase:PrivateDatabase";
  const plan = (engine: string) => ({
    duration: "P1M",
    planCode: "private-sql-512-instance",
    pricingMode: "default",
    configurations: [
      { label: "dc", value: "gra3" },
      { label: "engine", value: engine },
    ],
  });

  it("is one more server, with databases and a list of its own, until it is terminated", async () => {
    const inputs = { ovhSubsidiary: "FR", plan: plan("mariadb_11.4") };
    const ordered = await createResource(ctx, type, inputs);
    const { serviceName, port } = ordered.outs as {
      serviceName: string;
      port: number;
    };
    expect(await ordered.read()).toMatchObject({ serviceName, port });
    const address = await allow(ctx.extNet.gateway, serviceName);
    const made = await makeDatabase("les_amis", serviceName);
    expect(made.id).toBe(`${serviceName}/les_amis`);
    await expect(
      withMysql("les_amis", undefined, () => Promise.resolve(), port),
    ).rejects.toMatchObject({ code: NO_LOGIN });
    // The other service was not touched.
    await query("les_amis", "les_amis", "SELECT 1");
    await address.remove();
    await ordered.remove();
    expect(await ordered.read()).toBeUndefined();
    await expect(makeDatabase("x", serviceName)).rejects.toThrow(
      "does not exist",
    );
  });

  it("is refused without a plan, or with an engine that OVH does not offer", async () => {
    const order = (inputs: object) => createResource(ctx, type, { ...inputs });
    await expect(order({ ovhSubsidiary: "FR" })).rejects.toThrow("plan");
    await expect(
      order({ ovhSubsidiary: "FR", plan: plan("oracle_23") }),
    ).rejects.toThrow('Invalid configuration engine: "oracle_23"');
  });
});

describe("another password at OVH", () => {
  it("takes the user's rights along with the user", async () => {
    await makeDatabase("rights");
    const user = await makeUser("rights");
    await grant("rights", "rights", "admin");
    await query("rights", "rights", "SELECT 1");
    await user.remove();
    await makeUser("rights");
    await expect(query("rights", "rights", "SELECT 1")).rejects.toMatchObject({
      code: "ER_DBACCESS_DENIED_ERROR",
    });
    await grant("rights", "rights", "admin");
    await query("rights", "rights", "SELECT 1");
  });
});

describe("an allow list", () => {
  it("lets in the addresses it names and refuses all others", async () => {
    await allowed.remove();
    await expect(query("les_amis", "les_amis", "SELECT 1")).rejects.toThrow(
      "ECONNREFUSED",
    );
    const other = await allow("198.51.100.7");
    expect(other.id).toBe("soltic-001/198.51.100.7/32");
    await expect(query("les_amis", "les_amis", "SELECT 1")).rejects.toThrow(
      "ECONNREFUSED",
    );
    allowed = await allow(`${ctx.extNet.gateway}/32`);
    expect(await query("les_amis", "les_amis", "SELECT 1 AS one")).toEqual([
      { one: 1 },
    ]);
    await expect(allow("not an address")).rejects.toThrow("Invalid ip");
  });
});
