import type { Json } from "./provider";
import { type Crypter, openCrypter } from "./secrets";
import { parseUrn, providerUrn } from "./urn";
import { decode, encode } from "./values";

/** One resource of the state, with secrets in plain form in memory; `apitype.ResourceV3` of Pulumi. */
export interface ResourceState {
  urn: string;
  custom: boolean;
  /** Replaced by a newer one of the same URN, still to be deleted. */
  delete?: boolean;
  id?: string;
  type: string;
  inputs?: Json;
  outputs?: Json;
  parent?: string;
  protect?: boolean;
  /** Read, not managed. */
  external?: boolean;
  dependencies?: string[];
  initErrors?: string[];
  /** `<urn>::<id>` of the provider resource. */
  provider?: string;
  propertyDependencies?: Record<string, string[]>;
  /** Already deleted, to be created again. */
  pendingReplacement?: boolean;
  additionalSecretOutputs?: string[];
  /** Seconds. */
  customTimeouts?: Record<string, number>;
  importID?: string;
  retainOnDelete?: boolean;
  deletedWith?: string;
  /** RFC 3339. */
  created?: string;
  modified?: string;
  ignoreChanges?: string[];
  replaceOnChanges?: string[];
}

export type OperationType =
  "creating" | "updating" | "deleting" | "reading" | "importing";

/** What was in flight when the state was written. */
export interface Operation {
  readonly resource: ResourceState;
  readonly type: OperationType;
}

/** `apitype.DeploymentV3`, as far as this engine reads it. */
interface Deployment {
  readonly secrets_providers?: { type: string; state: { salt: string } };
  readonly resources?: readonly ResourceState[];
  readonly pending_operations?: readonly Operation[];
}

/** The state in memory, with what is needed to write it again. */
export interface State {
  readonly resources: ResourceState[];
  readonly pending: Operation[];
  readonly codec: StateCodec;
}

/** The file holds something that this engine must not overwrite. */
export class UnusableState extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UnusableState";
  }
}

/** Reads a state file; no text is the empty state. Throws `UnusableState` or `WrongPassphrase`. */
export async function parseState(
  text: string | undefined,
  passphrase: string,
  salt?: string,
): Promise<State> {
  const latest = text === undefined ? {} : deploymentIn(text);
  const { secrets_providers: secrets, resources = [] } = latest;
  if (secrets !== undefined && secrets.type !== "passphrase") {
    const problem = `the state's secrets are kept by "${secrets.type}"`;
    throw new UnusableState(`${problem}: use the pulumi CLI`);
  }
  const known = secrets?.state.salt ?? salt;
  const codec = new StateCodec(await openCrypter(passphrase, known));
  const pending = (latest.pending_operations ?? []).map((operation) => ({
    type: operation.type,
    resource: codec.decode(operation.resource),
  }));
  const decoded = resources.map((resource) => codec.decode(resource));
  return { resources: decoded, pending, codec };
}

function deploymentIn(text: string): Deployment {
  type File = { version?: number; checkpoint?: { latest?: Deployment } };
  let file: File;
  try {
    file = JSON.parse(text) as File;
  } catch {
    const remedy = "its predecessor is beside it, with .bak at its end";
    throw new UnusableState(`the state file was cut or edited: ${remedy}`);
  }
  if (file.version === 3 && file.checkpoint)
    return file.checkpoint.latest ?? {};
  throw new UnusableState(
    `the state file has version ${String(file.version)}, not version 3`,
  );
}

/** Where a resource stands in its program is not kept. */
const OMITTED = new Set(["sourcePosition", "stackTrace"]);

interface Written {
  readonly fields: readonly unknown[];
  readonly text: string;
}

interface Sealed {
  readonly plaintext: string;
  readonly ciphertext: string;
}

/** Writes and reads resources; a secret that did not change keeps its ciphertext. */
export class StateCodec {
  private readonly written = new WeakMap<ResourceState, Written>();
  private readonly sealed = new Map<string, Sealed>();

  constructor(readonly crypter: Crypter) {}

  decode(stored: ResourceState): ResourceState {
    const place = placeOf(stored);
    const decrypt = (ciphertext: string, at: string): string => {
      const plaintext = this.crypter.decrypt(ciphertext);
      // Go escapes some characters that JavaScript does not: compared in one form.
      const known = JSON.stringify(JSON.parse(plaintext));
      this.sealed.set(at, { plaintext: known, ciphertext });
      return plaintext;
    };
    const open = (bag: "inputs" | "outputs"): Partial<ResourceState> =>
      stored[bag] === undefined
        ? {}
        : { [bag]: decode(stored[bag], `${place}/${bag}`, decrypt) };
    return { ...stored, ...open("inputs"), ...open("outputs") };
  }

  readonly encrypt = (plaintext: string, at: string): string => {
    const known = this.sealed.get(at);
    if (known?.plaintext === plaintext) return known.ciphertext;
    const ciphertext = this.crypter.encrypt(plaintext);
    this.sealed.set(at, { plaintext, ciphertext });
    return ciphertext;
  };

  /** One resource as JSON text; made once as long as no field is replaced. */
  private resourceText(resource: ResourceState): string {
    const fields = Object.values(resource) as unknown[];
    const known = this.written.get(resource);
    const isSame = (field: unknown, i: number): boolean => field === fields[i];
    if (known?.fields.length === fields.length && known.fields.every(isSame)) {
      return known.text;
    }
    const place = placeOf(resource);
    const object: Json = {};
    for (const [key, value] of Object.entries(resource)) {
      if (OMITTED.has(key) || (isZero(value) && key !== "custom")) continue;
      const isBag = key === "inputs" || key === "outputs";
      object[key] = isBag
        ? encode(value, `${place}/${key}`, this.encrypt)
        : (value as unknown);
    }
    const text = JSON.stringify(object);
    this.written.set(resource, { fields, text });
    return text;
  }

  /** Resources and pending operations as the file has them; equal texts are equal states. */
  bodyText(
    resources: readonly ResourceState[],
    pending: readonly Operation[],
  ): string {
    const texts = resources.map((resource) => this.resourceText(resource));
    const operations = pending.map((operation) => {
      const resource = this.resourceText(operation.resource);
      return `{"resource":${resource},"type":"${operation.type}"}`;
    });
    const body = `"resources":[${texts.join(",")}]`;
    if (operations.length === 0) return body;
    return `${body},"pending_operations":[${operations.join(",")}]`;
  }

  /** The whole file. `stack` is `organization/<project>/<stack>`. */
  fileText(stack: string, body: string): string {
    const manifest = { time: new Date().toISOString(), magic: "", version: "" };
    const secrets = { type: "passphrase", state: { salt: this.crypter.salt } };
    const latest = [
      `"manifest":${JSON.stringify(manifest)}`,
      `"secrets_providers":${JSON.stringify(secrets)}`,
      body,
      `"metadata":{}`,
    ];
    const checkpoint = `"stack":${JSON.stringify(stack)},"latest":{${latest.join(",")}}`;
    return `{"version":3,"checkpoint":{${checkpoint}}}`;
  }
}

/** Where a secret stands; a condemned predecessor has its own place beside its successor's. */
function placeOf(resource: ResourceState): string {
  return resource.delete
    ? `${resource.urn}/${resource.id ?? ""}`
    : resource.urn;
}

/** Empty fields are left out, as Go's `omitempty` does. */
function isZero(value: unknown): boolean {
  if (value === undefined || value === false || value === "") return true;
  return (
    typeof value === "object" &&
    value !== null &&
    Object.keys(value).length === 0
  );
}

/** URNs that a resource needs to exist: dependencies, parent, provider, what it is deleted with. */
export function needsOf(resource: ResourceState): Set<string> {
  const { dependencies = [], propertyDependencies = {}, provider } = resource;
  const needs = [dependencies, ...Object.values(propertyDependencies)].flat();
  if (resource.parent) needs.push(resource.parent);
  if (provider) needs.push(providerUrn(provider));
  if (resource.deletedWith) needs.push(resource.deletedWith);
  return new Set(needs);
}

/** Makes a resource refer to others by the URNs that `now` gives; undefined: to what is no more. */
export function relink(
  resource: ResourceState,
  now: (urn: string) => string | undefined,
): void {
  if ([...needsOf(resource)].every((urn) => now(urn) === urn)) return;
  const all = (urns: readonly string[]): string[] =>
    urns.map(now).filter((urn) => urn !== undefined);
  const { parent, provider, deletedWith, propertyDependencies = {} } = resource;
  if (parent) resource.parent = now(parent) ?? "";
  if (deletedWith) resource.deletedWith = now(deletedWith) ?? "";
  resource.dependencies = all(resource.dependencies ?? []);
  const pairs = Object.entries(propertyDependencies);
  resource.propertyDependencies = Object.fromEntries(
    pairs.map(([key, urns]) => [key, all(urns)]),
  );
  if (!provider) return;
  const urn = providerUrn(provider);
  resource.provider = (now(urn) ?? urn) + provider.slice(urn.length);
}

/** A short name for messages: `les-amis-data (openstack:blockstorage/volume:Volume)`. */
export function labelOf(urn: string): string {
  const { name, type } = parseUrn(urn);
  return `${name} (${type})`;
}
