import type { Json } from "./provider";
import { type Crypter, openCrypter } from "./secrets";
import { parseUrn } from "./urn";
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
  customTimeouts?: {
    create?: number;
    update?: number;
    delete?: number;
    read?: number;
  };
  importID?: string;
  retainOnDelete?: boolean;
  deletedWith?: string;
  /** RFC 3339. */
  created?: string;
  modified?: string;
  ignoreChanges?: string[];
  replaceOnChanges?: string[];
}

/** The order of the fields in Pulumi's own files. */
const FIELDS: readonly (keyof ResourceState)[] = [
  ...([
    "urn",
    "custom",
    "delete",
    "id",
    "type",
    "inputs",
    "outputs",
    "parent",
    "protect",
    "external",
  ] as const),
  ...([
    "dependencies",
    "initErrors",
    "provider",
    "propertyDependencies",
    "pendingReplacement",
  ] as const),
  ...([
    "additionalSecretOutputs",
    "customTimeouts",
    "importID",
    "retainOnDelete",
    "deletedWith",
  ] as const),
  ...(["created", "modified", "ignoreChanges", "replaceOnChanges"] as const),
];

export type OperationType =
  "creating" | "updating" | "deleting" | "reading" | "importing";

/** What was in flight when the state was written. */
export interface Operation {
  readonly resource: ResourceState;
  readonly type: OperationType;
}

interface Checkpoint {
  readonly version: 3;
  readonly checkpoint: {
    readonly stack: string;
    readonly latest?: {
      readonly manifest: {
        readonly time: string;
        readonly magic: string;
        readonly version: string;
      };
      readonly secrets_providers?: {
        readonly type: string;
        readonly state: { readonly salt: string };
      };
      readonly resources?: readonly ResourceState[];
      readonly pending_operations?: readonly Operation[];
    };
  };
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
  if (text === undefined) {
    return {
      resources: [],
      pending: [],
      codec: new StateCodec(await openCrypter(passphrase, salt)),
    };
  }
  const latest = checkpointOf(text).checkpoint.latest;
  const secrets = latest?.secrets_providers;
  if (secrets !== undefined && secrets.type !== "passphrase") {
    throw new UnusableState(
      `the state's secrets are kept by "${secrets.type}"; only "passphrase" is supported here: use the pulumi CLI`,
    );
  }
  const codec = new StateCodec(
    await openCrypter(passphrase, secrets?.state.salt ?? salt),
  );
  return {
    resources: (latest?.resources ?? []).map((resource) =>
      codec.decode(resource),
    ),
    pending: (latest?.pending_operations ?? []).map(({ resource, type }) => ({
      resource: codec.decode(resource),
      type,
    })),
    codec,
  };
}

function checkpointOf(text: string): Checkpoint {
  let file: Checkpoint;
  try {
    file = JSON.parse(text) as Checkpoint;
  } catch {
    throw new UnusableState(
      "the state file is not JSON: it was cut or edited; its predecessor is beside it, with .bak at its end",
    );
  }
  if (file.version !== 3 || typeof file.checkpoint !== "object") {
    throw new UnusableState(
      `the state file has version ${String(file.version)}; this engine reads version 3 only`,
    );
  }
  return file;
}

/** Writes and reads resources; a secret that did not change keeps its ciphertext. */
export class StateCodec {
  private readonly written = new WeakMap<
    ResourceState,
    { fields: unknown[]; text: string }
  >();
  private readonly ciphertexts = new Map<
    string,
    { plaintext: string; ciphertext: string }
  >();

  constructor(readonly crypter: Crypter) {}

  decode(stored: ResourceState): ResourceState {
    const place = placeOf(stored);
    const decrypt = (ciphertext: string, at: string): string => {
      const plaintext = this.crypter.decrypt(ciphertext);
      // Go escapes some characters that JavaScript does not: compared in one form.
      const known = JSON.stringify(JSON.parse(plaintext));
      this.ciphertexts.set(at, { plaintext: known, ciphertext });
      return plaintext;
    };
    const resource: ResourceState = { ...stored };
    if (stored.inputs)
      resource.inputs = decode(
        stored.inputs,
        `${place}/inputs`,
        decrypt,
      ) as Json;
    if (stored.outputs)
      resource.outputs = decode(
        stored.outputs,
        `${place}/outputs`,
        decrypt,
      ) as Json;
    return resource;
  }

  readonly encrypt = (plaintext: string, at: string): string => {
    const known = this.ciphertexts.get(at);
    if (known?.plaintext === plaintext) return known.ciphertext;
    const ciphertext = this.crypter.encrypt(plaintext);
    this.ciphertexts.set(at, { plaintext, ciphertext });
    return ciphertext;
  };

  /** One resource as JSON text; made once as long as none of its fields is replaced. */
  private resourceText(resource: ResourceState): string {
    const fields = FIELDS.map((field) => resource[field]);
    const known = this.written.get(resource);
    if (
      known !== undefined &&
      known.fields.every((field, i) => field === fields[i])
    )
      return known.text;
    const place = placeOf(resource);
    const object: Json = {};
    for (const field of FIELDS) {
      const value = resource[field];
      if (!isZero(value) || field === "custom") object[field] = value;
    }
    for (const bag of ["inputs", "outputs"] as const) {
      if (object[bag] !== undefined)
        object[bag] = encode(object[bag], `${place}/${bag}`, this.encrypt);
    }
    const text = JSON.stringify(object);
    this.written.set(resource, { fields, text });
    return text;
  }

  /** The resources and pending operations as they stand in the file; two equal texts are the same state. */
  bodyText(
    resources: readonly ResourceState[],
    pending: readonly Operation[],
  ): string {
    const list = resources
      .map((resource) => this.resourceText(resource))
      .join(",");
    const operations = pending.map(
      ({ resource, type }) =>
        `{"resource":${this.resourceText(resource)},"type":"${type}"}`,
    );
    const inFlight =
      operations.length === 0
        ? ""
        : `,"pending_operations":[${operations.join(",")}]`;
    return `"resources":[${list}]${inFlight}`;
  }

  /** The whole file. `stack` is `organization/<project>/<stack>`. */
  fileText(stack: string, body: string): string {
    const manifest = { time: new Date().toISOString(), magic: "", version: "" };
    const secrets = { type: "passphrase", state: { salt: this.crypter.salt } };
    const head = `"manifest":${JSON.stringify(manifest)},"secrets_providers":${JSON.stringify(secrets)}`;
    return `{"version":3,"checkpoint":{"stack":${JSON.stringify(stack)},"latest":{${head},${body},"metadata":{}}}}`;
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
  const needs = new Set(resource.dependencies ?? []);
  for (const urns of Object.values(resource.propertyDependencies ?? {}))
    for (const urn of urns) needs.add(urn);
  if (resource.parent) needs.add(resource.parent);
  if (resource.provider)
    needs.add(resource.provider.slice(0, resource.provider.lastIndexOf("::")));
  if (resource.deletedWith) needs.add(resource.deletedWith);
  return needs;
}

/** A short name for messages: `les-amis-data (openstack:blockstorage/volume:Volume)`. */
export function labelOf(urn: string): string {
  const { name, type } = parseUrn(urn);
  return `${name} (${type})`;
}
