import { Agent } from "node:https";
import { Client } from "minio";
import { ADDRESS, type SandboxContext, runService } from "../context";
import {
  ensureVolume,
  putCertificate,
  putSettings,
  runIn,
  settingsBind,
  untilReady,
} from "./container";
import { s3Host, s3Hosts } from "./vendor-names";

/** An access key of S3. */
export interface S3Key {
  readonly accessKey: string;
  readonly secretKey: string;
}

const SERVICE = "s3";
/** Ceph ends its three daemons one after the other. */
const STOP_SECONDS = 40;
/** The region of requests that concern no bucket. */
const HOME_REGION = "GRA";

/** Starts Object Storage under the vendor's names. */
export async function s3Up(ctx: SandboxContext, image: string): Promise<void> {
  const hosts = s3Hosts();
  const certificate = await putCertificate(
    ctx,
    SERVICE,
    hosts.flatMap((host) => [host, `*.${host}`]),
  );
  await putSettings(ctx, SERVICE, { hostnames: `${hosts.join("\n")}\n` });
  const volume = await ensureVolume(ctx, SERVICE);
  await runService(ctx, {
    name: SERVICE,
    image,
    ip: ctx.extNet.address(ADDRESS.s3),
    binds: [settingsBind(ctx, SERVICE), `${volume}:/var/lib/ceph`],
    stopTimeout: STOP_SECONDS,
    version: `${certificate} ${hosts.join(" ")}`,
  });
  // An anonymous list of buckets is empty, but only a gateway that reached its storage gives it.
  const anonymous = s3Client(ctx, HOME_REGION);
  await untilReady(SERVICE, () => anonymous.listBuckets());
}

/** A client of the vendor's endpoint for a region, which trusts the sandbox's authority. Without a key it is nobody. */
export function s3Client(
  ctx: SandboxContext,
  region: string,
  key?: S3Key,
): Client {
  const address = ctx.extNet.address(ADDRESS.s3);
  return new Client({
    endPoint: s3Host(region),
    useSSL: true,
    region: region.toLowerCase(),
    pathStyle: true,
    ...key,
    transportAgent: new Agent({
      ca: ctx.ca.certPem,
      keepAlive: true,
      // The name as the vendor's, the address as the sandbox's: this machine's own resolver knows the real one.
      lookup: (_host, options, done) =>
        options.all === true
          ? done(null, [{ address, family: 4 }])
          : done(null, address, 4),
    }),
  });
}

/** Manages users, keys and user policies of Object Storage: Ceph's "Admin Ops" and IAM interfaces. */
export class S3Administration {
  private constructor(private readonly client: Client) {}

  private static readonly open = new WeakMap<
    SandboxContext,
    Promise<S3Administration>
  >();

  static of(ctx: SandboxContext): Promise<S3Administration> {
    let known = S3Administration.open.get(ctx);
    if (known === undefined) {
      known = S3Administration.connect(ctx);
      S3Administration.open.set(ctx, known);
      known.catch(() => S3Administration.open.delete(ctx));
    }
    return known;
  }

  private static async connect(ctx: SandboxContext): Promise<S3Administration> {
    const text = await runIn(ctx, SERVICE, [
      "cat",
      "/var/lib/ceph/administrator",
    ]);
    const client = s3Client(ctx, HOME_REGION, firstKey(text));
    // Ceph checks the digest of a request's body in its IAM interface even over TLS.
    client.enableSHA256 = true;
    return new S3Administration(client);
  }

  /** Creates a user, who may own buckets, unless it exists. Returns a key of it. */
  async ensureUser(uid: string): Promise<S3Key> {
    const known = await this.call("GET", "admin/user", { uid }, [404]);
    if (known.status !== 404) return firstKey(known.text);
    const made = await this.call("PUT", "admin/user", {
      uid,
      "display-name": uid,
      "generate-key": "True",
    });
    return firstKey(made.text);
  }

  /** Adds a key to a user. */
  async createKey(uid: string): Promise<S3Key> {
    const before = new Set((await this.keys(uid)).map((key) => key.accessKey));
    const { text } = await this.call("PUT", "admin/user", {
      key: "",
      uid,
      "generate-key": "True",
    });
    const keys = keysOf(JSON.parse(text) as CephKey[]);
    const added = keys.find((key) => !before.has(key.accessKey));
    if (added === undefined) throw new Error(`no key was made for ${uid}`);
    return added;
  }

  async keys(uid: string): Promise<S3Key[]> {
    const { text } = await this.call("GET", "admin/user", { uid });
    return keysOf((JSON.parse(text) as { keys: CephKey[] }).keys);
  }

  async deleteKey(uid: string, accessKey: string): Promise<void> {
    await this.call("DELETE", "admin/user", {
      key: "",
      uid,
      "access-key": accessKey,
    });
  }

  /** Deletes a user; refused while it owns buckets. */
  async deleteUser(uid: string): Promise<void> {
    await this.call("DELETE", "admin/user", { uid });
  }

  /** Sets what a user may do beyond its own buckets; undefined takes it back. `document` is an IAM policy. */
  async setPolicy(uid: string, document: string | undefined): Promise<void> {
    const policy = { UserName: uid, PolicyName: "vendor" };
    if (document === undefined) {
      const request = { Action: "DeleteUserPolicy", ...policy };
      // Ceph loses one at times when a key of the user goes at the same moment: gone is gone.
      await this.call("POST", "", request, [404]);
      return;
    }
    await this.call("POST", "", {
      Action: "PutUserPolicy",
      ...policy,
      PolicyDocument: document,
    });
  }

  /** Throws with what Ceph answered unless it is a success or one of the `other` statuses. */
  private async call(
    method: string,
    path: "" | "admin/user",
    query: Record<string, string>,
    other: readonly number[] = [],
  ): Promise<{ status: number; text: string }> {
    const [bucketName, objectName] = path.split("/");
    const response = await this.client.makeRequestAsync(
      {
        method,
        ...(path === "" ? {} : { bucketName, objectName }),
        query: queryString(query),
      },
      "",
      ANY_STATUS,
      HOME_REGION.toLowerCase(),
    );
    let text = "";
    for await (const chunk of response) text += String(chunk);
    const status = response.statusCode ?? 0;
    if (status >= 300 && !other.includes(status))
      throw new Error(
        `Object Storage answered ${method} ${path} ${query.Action ?? query.uid ?? ""} with ${status} ${text}`,
      );
    return { status, text };
  }
}

/** The library would read refusals as XML, which these interfaces do not always write. */
const ANY_STATUS = [200, 201, 204, 400, 403, 404, 405, 409, 500, 503];

interface CephKey {
  readonly access_key: string;
  readonly secret_key: string;
}

function keysOf(keys: readonly CephKey[]): S3Key[] {
  return keys.map(({ access_key, secret_key }) => ({
    accessKey: access_key,
    secretKey: secret_key,
  }));
}

function firstKey(text: string): S3Key {
  const [key] = keysOf((JSON.parse(text) as { keys: CephKey[] }).keys);
  if (key === undefined) throw new Error("the user has no key");
  return key;
}

/** Encoded and ordered as signatures want it (RFC 3986: encodeURIComponent leaves five characters too many). */
function queryString(query: Readonly<Record<string, string>>): string {
  const encode = (text: string) =>
    encodeURIComponent(text).replace(
      /[!'()*]/g,
      (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  return Object.keys(query)
    .sort()
    .map((name) => `${encode(name)}=${encode(query[name] ?? "")}`)
    .join("&");
}
