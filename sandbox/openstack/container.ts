import { UNKNOWN } from "../../engine/provider";
import type { SandboxContext } from "../context";
import type { CheckFailure, Json, ResourceHandler } from "../resource-provider";
import { accountOf, servicesUp } from "../services/services";
import {
  type SwiftAnswer,
  swiftOperator,
  swiftRequest,
  swiftToken,
} from "../services/swift";
import { SWIFT_REGIONS, storageHost } from "../services/vendor-names";

/** What the provider calls them, and the headers that Swift knows them by. */
const HEADERS: Readonly<Record<string, string>> = {
  containerRead: "X-Container-Read",
  containerWrite: "X-Container-Write",
  containerSyncTo: "X-Container-Sync-To",
  containerSyncKey: "X-Container-Sync-Key",
  contentType: "Content-Type",
};
const HISTORY = "X-History-Location";
const VERSIONS = "X-Versions-Location";

/** Sandboxes whose Swift has been started by this process. */
const started = new WeakMap<SandboxContext, Promise<void>>();

/**
 * Containers of Swift, in a real one, which the first of them starts.
 * Source: terraform-provider-openstack, resource_openstack_objectstorage_container_v1.go
 */
export function containers(ctx: SandboxContext): ResourceHandler {
  return {
    type: "openstack:objectstorage/container:Container",
    autoName: "name",
    defaults: { forceDestroy: false, versioning: false },
    check,
    async create(inputs) {
      const name = String(inputs.name);
      const answer = await call(ctx, "PUT", inputs, name, {
        ...headersOf(inputs),
        ...policyHeader(inputs),
      });
      expect(answer, [201, 202], `creating container ${name}`);
      return { id: name, outs: await outputs(ctx, inputs, name) };
    },
    async read(id, props) {
      const answer = await call(ctx, "HEAD", props, id);
      return answer.status === 404
        ? undefined
        : { ...props, ...found(id, props, answer) };
    },
    async update(id, olds, news) {
      const cleared = Object.fromEntries(
        Object.entries(HEADERS)
          .filter(([key]) => olds[key] !== undefined && news[key] === undefined)
          .map(([, header]) => [header, ""]),
      );
      const gone: Record<string, string> =
        olds.versioningLegacy !== undefined &&
        news.versioningLegacy === undefined
          ? {
              "X-Remove-History-Location": "true",
              "X-Remove-Versions-Location": "true",
            }
          : {};
      const headers = { ...cleared, ...gone, ...headersOf(news) };
      const answer = await call(ctx, "POST", olds, id, headers);
      expect(answer, [202, 204], `updating container ${id}`);
      return outputs(ctx, news, id);
    },
    async delete(id, props) {
      let answer = await call(ctx, "DELETE", props, id);
      if (answer.status === 409 && props.forceDestroy === true) {
        await empty(ctx, props, id);
        answer = await call(ctx, "DELETE", props, id);
      }
      expect(answer, [204, 404], `deleting container ${id}`);
    },
  };
}

function check({ region, versioning, versioningLegacy }: Json): CheckFailure[] {
  const failures: CheckFailure[] = [];
  const known: readonly unknown[] = [...SWIFT_REGIONS, UNKNOWN, undefined];
  if (!known.includes(region))
    failures.push({
      property: "region",
      reason: `No suitable endpoint could be found in the service catalog: ${String(region)} has no Swift`,
    });
  if (versioning === true)
    failures.push({
      property: "versioning",
      reason: versioningLegacy
        ? '"versioning": conflicts with versioning_legacy'
        : "the sandbox's Swift keeps old versions in a container of their own, as that of OVH, which is of an older generation: use versioningLegacy",
    });
  return failures;
}

function headersOf(inputs: Json): Record<string, string> {
  const [legacy] = [inputs.versioningLegacy].flat() as (
    { type: string; location: string } | undefined
  )[];
  const location = legacy?.type === "history" ? HISTORY : VERSIONS;
  const metadata = Object.entries((inputs.metadata ?? {}) as Json);
  return {
    ...Object.fromEntries(
      Object.entries(HEADERS)
        .filter(([key]) => inputs[key] !== undefined)
        .map(([key, header]) => [header, String(inputs[key])]),
    ),
    ...(legacy ? { [location]: legacy.location } : {}),
    ...Object.fromEntries(
      metadata.map(([key, value]) => [
        `X-Container-Meta-${key}`,
        String(value),
      ]),
    ),
  };
}

function policyHeader({ storagePolicy }: Json): Record<string, string> {
  return storagePolicy === undefined
    ? {}
    : { "X-Storage-Policy": storagePolicy as string };
}

async function outputs(
  ctx: SandboxContext,
  inputs: Json,
  id: string,
): Promise<Json> {
  const answer = await call(ctx, "HEAD", inputs, id);
  expect(answer, [200, 204], `reading container ${id}`);
  return { ...inputs, ...found(id, inputs, answer) };
}

/** What the real provider reads; what Swift no longer tells, it leaves as it was. */
function found(id: string, props: Json, { headers }: SwiftAnswer): Json {
  const header = (name: string) => headers[name.toLowerCase()];
  const location = header(HISTORY) ?? header(VERSIONS);
  const type = header(HISTORY) === undefined ? "versions" : "history";
  const read = header("X-Container-Read");
  const write = header("X-Container-Write");
  return {
    name: id,
    region: props.region ?? SWIFT_REGIONS[0],
    storagePolicy: header("X-Storage-Policy"),
    ...(read ? { containerRead: read } : {}),
    ...(write ? { containerWrite: write } : {}),
    ...(location ? { versioningLegacy: { type, location } } : {}),
  };
}

/** Deletes what is in a container; in one with a history this only moves it there. */
async function empty(
  ctx: SandboxContext,
  props: Json,
  name: string,
): Promise<void> {
  for (;;) {
    const list = await call(ctx, "GET", props, name);
    const objects = list.text.split("\n").filter((line) => line !== "");
    if (objects.length === 0) return;
    for (const object of objects) {
      const answer = await call(ctx, "DELETE", props, `${name}/${object}`);
      expect(answer, [204, 404], `deleting object ${object}`);
    }
  }
}

/** A request as the operator of the account's project. */
async function call(
  ctx: SandboxContext,
  method: string,
  { region }: Json,
  path: string,
  headers: Record<string, string> = {},
): Promise<SwiftAnswer> {
  await ensureSwift(ctx);
  // The real provider's credentials name the project; the sandbox's account has one.
  const [project] = (await accountOf(ctx)).projects;
  if (project === undefined)
    throw new Error("the account has no Public Cloud project");
  const token = await swiftToken(ctx, await swiftOperator(ctx, project));
  const host = storageHost((region ?? SWIFT_REGIONS[0]) as string);
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  const url = `https://${host}/v1/AUTH_${project}/${encoded}`;
  const all = { ...headers, "X-Auth-Token": token };
  return swiftRequest(ctx, method, url, { headers: all });
}

function ensureSwift(ctx: SandboxContext): Promise<void> {
  let starting = started.get(ctx);
  if (starting === undefined) {
    const nothing = { zones: [], mailDomains: [], mysql: [], projects: [] };
    starting = servicesUp(ctx, nothing, ["swift"]);
    started.set(ctx, starting);
    starting.catch(() => started.delete(ctx));
  }
  return starting;
}

function expect(
  { status, text }: SwiftAnswer,
  good: readonly number[],
  doing: string,
): void {
  if (good.includes(status)) return;
  const said = text.replace(/<[^>]+>/g, " ").trim();
  throw new Error(`error ${doing}: ${said} (HTTP ${status})`);
}
