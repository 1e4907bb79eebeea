import { createHash, randomBytes } from "node:crypto";
import { Agent, request } from "node:https";
import { ADDRESS, type SandboxContext, runService } from "../context";
import {
  ensureVolume,
  putCertificate,
  putSettings,
  settingsBind,
  untilReady,
} from "./container";
import { AUTH_HOST, SWIFT_REGIONS, storageHosts } from "./vendor-names";

/** An OpenStack user of a Public Cloud project, as Keystone knows it. */
export interface SwiftUser {
  readonly id: string;
  readonly project: string;
  readonly projectName: string;
  /** SHA-256, hexadecimal. */
  readonly passwordHash: string;
  readonly roles: readonly string[];
}

/** Who signs in to Keystone, with a secret that is not kept anywhere else. */
export interface SwiftLogin {
  readonly username: string;
  readonly password: string;
  readonly project: string;
}

interface SwiftDocument {
  /** By user name. */
  users: Record<string, SwiftUser>;
  /** The sandbox's own operator of each project. */
  operators: Record<string, SwiftLogin>;
}

export interface SwiftAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

const SERVICE = "swift";
const DOCUMENT = "swift";
const EMPTY: SwiftDocument = { users: {}, operators: {} };
/** The role that makes a user the owner of all containers of its project. */
const OPERATOR = "objectstore_operator";

/** Starts Swift and the part of Keystone that it needs, under the vendor's names. One cluster plays all regions. */
export async function swiftUp(
  ctx: SandboxContext,
  image: string,
): Promise<void> {
  const hosts = [AUTH_HOST, ...storageHosts()];
  const certificate = await putCertificate(ctx, SERVICE, hosts);
  const regions = `${SWIFT_REGIONS.join("\n")}\n`;
  await putSettings(ctx, SERVICE, { regions });
  await changeUsers(ctx, () => undefined);
  const volume = await ensureVolume(ctx, SERVICE);
  await runService(ctx, {
    name: SERVICE,
    image,
    ip: ctx.extNet.address(ADDRESS.swift),
    binds: [settingsBind(ctx, SERVICE), `${volume}:/srv/node`],
    stopTimeout: 20,
    version: `${certificate} ${regions}`,
  });
  await untilReady(SERVICE, async () => {
    const url = `https://${AUTH_HOST}/healthcheck`;
    const { status } = await swiftRequest(ctx, "GET", url);
    if (status !== 200) throw new Error(`it answers ${status}`);
  });
}

/** Lets a user sign in with a password, or with the one it has where none is given; undefined: it is gone. */
export function setSwiftUser(
  ctx: SandboxContext,
  username: string,
  user: Omit<SwiftUser, "passwordHash" | "projectName"> | undefined,
  password?: string,
): Promise<void> {
  return changeUsers(ctx, ({ users }) => {
    if (user === undefined) {
      delete users[username];
      return;
    }
    const passwordHash =
      password === undefined ? users[username]?.passwordHash : sha256(password);
    // A user of an older sandbox, whose password nobody kept.
    if (passwordHash === undefined) return;
    const projectName = projectNumber(user.project);
    users[username] = { ...user, projectName, passwordHash };
  });
}

/** The sandbox's own user that may do everything in a project's Object Storage, as the program's own credentials may. */
export async function swiftOperator(
  ctx: SandboxContext,
  project: string,
): Promise<SwiftLogin> {
  return changeUsers(ctx, ({ users, operators }) => {
    const known = operators[project];
    if (known !== undefined) return known;
    const password = randomBytes(16).toString("hex");
    const username = `operator-${project}`;
    const login = (operators[project] = { username, password, project });
    users[username] = {
      id: keystoneId(username),
      project,
      projectName: projectNumber(project),
      passwordHash: sha256(password),
      roles: [OPERATOR],
    };
    return login;
  });
}

/** Signs in to Keystone and gives the token. Throws with what it answered. */
export async function swiftToken(
  ctx: SandboxContext,
  { username, password, project }: SwiftLogin,
): Promise<string> {
  const user = { name: username, domain: { name: "Default" }, password };
  const auth = {
    identity: { methods: ["password"], password: { user } },
    scope: { project: { id: project } },
  };
  const url = `https://${AUTH_HOST}/v3/auth/tokens`;
  const answer = await swiftRequest(ctx, "POST", url, {
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ auth }),
  });
  const token = answer.headers["x-subject-token"];
  if (typeof token !== "string")
    throw new Error(`Keystone answered ${answer.status} ${answer.text}`);
  return token;
}

/** A request to the vendor's names, answered by the sandbox, whose authority it trusts. */
export function swiftRequest(
  ctx: SandboxContext,
  method: string,
  url: string,
  given: {
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  } = {},
): Promise<SwiftAnswer> {
  const address = ctx.extNet.address(ADDRESS.swift);
  const agent = new Agent({
    ca: ctx.ca.certPem,
    lookup: (_host, options, done) =>
      options.all === true
        ? done(null, [{ address, family: 4 }])
        : done(null, address, 4),
  });
  const { headers = {}, body = "" } = given;
  return new Promise((resolve, reject) => {
    const length = { "Content-Length": String(Buffer.byteLength(body)) };
    const options = { method, agent, headers: { ...headers, ...length } };
    const asked = request(url, options, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (text += chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
        }),
      );
    });
    asked.setTimeout(30_000, () => asked.destroy(new Error("no answer")));
    asked.on("error", reject);
    asked.end(body);
  });
}

/** The number that is a project's name in OpenStack, `OS_TENANT_NAME`. */
export function projectNumber(project: string): string {
  return String(createHash("sha256").update(project).digest().readUInt32BE(0));
}

/** The id that Keystone gives a user, 32 hexadecimal digits; OVH's own API has another. */
export function keystoneId(username: string): string {
  return createHash("md5").update(username).digest("hex");
}

function changeUsers<R>(
  ctx: SandboxContext,
  change: (document: SwiftDocument) => R,
): Promise<R> {
  return ctx.store.update(DOCUMENT, EMPTY, async (document: SwiftDocument) => {
    const result = change(document);
    const text = JSON.stringify(document.users);
    await putSettings(ctx, SERVICE, { "users.json": text });
    return result;
  });
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
