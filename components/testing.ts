import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { fileBackend } from "../engine/backend";
import { type EngineOptions, preview, type Result, up } from "../engine/engine";
import type { InProcessProvider, Json } from "../engine/provider";

/** One resource that a component registered. */
export interface Registered {
  /** `openstack:blockstorage/volume:Volume` */
  readonly type: string;
  readonly name: string;
  /** Its inputs; secrets read `[secret]`. */
  readonly inputs: Json;
  readonly protect: boolean;
}

/**
 * The resources that `make` registers, in alphabetical order, without anything being created:
 * whatever only a provider could know is unknown. Throws when the program does.
 */
export function previewOf(make: () => unknown): Promise<Registered[]> {
  return listed(make, preview);
}

/** The same after an `up` on providers that answer at once with made-up values: nothing is unknown. */
export function upOf(make: () => unknown): Promise<Registered[]> {
  return listed(make, (options) => up({ ...options, providers: echo }));
}

/** Names of the resources of one type. */
export function namesOf(
  resources: readonly Registered[],
  type: string,
): string[] {
  return resources
    .filter((resource) => resource.type === type)
    .map(({ name }) => name);
}

/** What each is, e.g. `openstack:blockstorage/volume:Volume les-amis`: equal lists in a preview and in an up. */
export function labelsOf(resources: readonly Registered[]): string[] {
  return resources.map(({ type, name }) => `${type} ${name}`);
}

/** The only resource of a type. */
export function the(
  resources: readonly Registered[],
  type: string,
): Registered {
  const [found, ...others] = resources.filter(
    (resource) => resource.type === type,
  );
  if (!found || others.length > 0)
    throw new Error(
      `${String(others.length + (found ? 1 : 0))} resources of type ${type}`,
    );
  return found;
}

/** A stack of whatever `make` registers, its state in a folder; without providers. */
export function stackOf(folder: string, make: () => unknown): EngineOptions {
  return {
    project: "epicerie",
    stack: "test",
    program: async () => Promise.resolve((make(), undefined)),
    config: {},
    backend: fileBackend(folder),
    passphrase: "test",
  };
}

async function listed(
  make: () => unknown,
  run: (options: EngineOptions) => Promise<Result>,
): Promise<Registered[]> {
  const folder = mkdtempSync(join(tmpdir(), "epicerie-component-"));
  try {
    const result = await run(stackOf(folder, make));
    if (!result.ok)
      throw new Error(
        result.diagnostics.map(({ message }) => message).join("\n"),
      );
    return registered(result);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * How many resources an `up` would leave, change, replace …, had each been imported without its `plan`: OVH never tells one
 * back. `make` hands its argument to the component.
 */
export async function changesOnceImported(
  make: (opts: pulumi.ComponentResourceOptions) => unknown,
): Promise<Result["changes"]> {
  const folder = mkdtempSync(join(tmpdir(), "epicerie-imported-"));
  const transform: pulumi.ResourceTransform = ({ props, opts }) => ({
    props: { ...(props as object), plan: undefined },
    opts,
  });
  const run = (opts: pulumi.ComponentResourceOptions): EngineOptions =>
    stackOf(folder, () => make(opts));
  try {
    await up({ ...run({ transforms: [transform] }), providers: echo });
    return (await preview(run({}))).changes;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The resources in a result, in alphabetical order, without the stack itself. */
export function registered({ steps }: Result): Registered[] {
  return steps
    .filter(({ type }) => type !== "pulumi:pulumi:Stack")
    .map((step) => ({
      type: step.type,
      name: step.urn.split("::")[3] ?? "",
      inputs: step.new?.inputs ?? {},
      protect: step.protect,
    }))
    .sort((a, b) => (`${a.type} ${a.name}` < `${b.type} ${b.name}` ? -1 : 1));
}

/** What providers would add to the inputs of the types in use. */
const ANSWERS: Readonly<Record<string, Json>> = {
  "openstack:compute/instance:Instance": {
    accessIpV4: "203.0.113.10",
    networks: [{ fixedIpV4: "203.0.113.10" }, { fixedIpV4: "10.42.0.10" }],
  },
  "openstack:compute/keypair:Keypair": { privateKey: "-----BEGIN KEY-----" },
  "command:remote:Command": { stdout: "ssh-ed25519 AAAA", stderr: "" },
  "random:index/randomPassword:RandomPassword": { result: "password" },
  "random:index/randomBytes:RandomBytes": { hex: "00ff" },
  "random:index/randomId:RandomId": { hex: "0a2930f6" },
  "ovh:Me/identityUser:IdentityUser": {
    UserURN: "urn:v1:eu:identity:user:xx1111-ovh/alice",
  },
  "ovh:CloudProject/project:Project": {
    projectId: "c0ffee00c0ff4e00c0ffee00c0ffee00",
  },
  "ovh:CloudProject/user:User": {
    openstackRc: { OS_USERNAME: "user-AbCdEf" },
    password: "password",
  },
  "ovh:Domain/zone:Zone": { nameServers: ["dns200.anycast.me"] },
  "ovh:Domain/name:Name": {
    currentState: {
      dnsConfiguration: { nameServers: [{ nameServer: "dns200.anycast.me" }] },
    },
  },
  "ovh:CloudProject/s3Credential:S3Credential": {
    accessKeyId: "key",
    secretAccessKey: "secret",
  },
};

/** Providers that create nothing and answer at once. */
export function echo(): InProcessProvider {
  return {
    check: async (_urn, _olds, news: Json) => Promise.resolve({ inputs: news }),
    create: async (urn, inputs: Json) => {
      const [, , qualified = "", name = ""] = urn.split("::");
      const type = qualified.split("$").pop() ?? "";
      return Promise.resolve({
        id: `${name}-id`,
        outs: { name, ...inputs, ...ANSWERS[type] },
      });
    },
  };
}
