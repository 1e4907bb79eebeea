import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { AppContext } from "../apps-catalog/define-app";
import { up } from "../engine/engine";
import type { InProcessProvider, Json } from "../engine/provider";
import {
  createConfigs,
  createSecrets,
  createTexts,
  type MountedFile,
} from "./mounted-files";
import { echo, labelsOf, previewOf, stackOf, the, upOf } from "./testing";

const SECRET = "docker:index/secret:Secret";
const CONFIG = "docker:index/serviceConfig:ServiceConfig";
const SERVICE = "les-amis-wiki";

const place = () => ({
  parent: new pulumi.ComponentResource("test:Parent", SERVICE),
  provider: new docker.Provider("d", { host: "ssh://debian@203.0.113.10" }),
  machine: "commun-1",
});
const secret = (text: string, file = "key", service = SERVICE) =>
  createSecrets(service, { [file]: pulumi.secret(text) }, place());
const text = (content: string, file = "settings", service = SERVICE) =>
  createTexts(
    service,
    { [file]: { path: "/etc/wiki.conf", text: content } },
    place(),
  );
const nameOf = async (type: string, make: () => unknown): Promise<unknown> =>
  the(await upOf(make), type).inputs.name;

/** What a service is told of them. */
async function told(make: () => MountedFile[]): Promise<unknown[]> {
  let files: MountedFile[] = [];
  await upOf(() => (files = make()));
  return new Promise((resolve) => pulumi.output([...files]).apply(resolve));
}

describe.each([
  ["a secret", SECRET, secret],
  ["a config", CONFIG, text],
] as const)("%s", (_what, type, make) => {
  it("has another name with another content, and the same with the same", async () => {
    const name = await nameOf(type, () => make("un"));
    expect(name).toMatch(/^les-amis-wiki-(key|settings)-[0-9a-f]{8}$/);
    expect(await nameOf(type, () => make("un"))).toBe(name);
    expect(await nameOf(type, () => make("deux"))).not.toBe(name);
  });

  it("has a name that the swarm takes, and that is its own, however long those of its service and file are", async () => {
    const service = `${SERVICE}-${"a".repeat(30)}`;
    const long = (file: string) =>
      nameOf(type, () => make("un", file, service));
    const name = await long("a-file-with-a-long-name");
    expect(name).toMatch(/^les-amis-wiki-a{30}-a-file-wit-[0-9a-f]{8}$/);
    expect(String(name)).toHaveLength(64);
    expect(await long("a-file-with-another-name")).not.toBe(name);
  });

  it("says which machine it is on", async () => {
    const { inputs } = the(await upOf(() => make("un")), type);
    expect(inputs.labels).toEqual([
      { label: "org.epicerie.machine", value: "commun-1" },
    ]);
  });

  it("is made before the one that it takes the place of goes", async () => {
    const folder = mkdtempSync(join(tmpdir(), "epicerie-mounted-"));
    const done: string[] = [];
    const provider = (): InProcessProvider => ({
      ...echo(),
      create: async (urn, inputs: Json) => {
        const content = Buffer.from(String(inputs.data), "base64").toString();
        if (urn.includes(type))
          done.push(`create ${String(inputs.name)} ${content}`);
        return Promise.resolve({ id: urn, outs: inputs });
      },
      delete: async (_id, _urn, { name }: Json) =>
        Promise.resolve(void done.push(`delete ${String(name)}`)),
    });
    for (const content of ["un", "deux"])
      await up({
        ...stackOf(folder, () => make(content)),
        providers: provider,
      });
    rmSync(folder, { recursive: true });
    const [first, second] = done.map((step) => step.split(" ")[1]);
    expect(done).toEqual([
      `create ${String(first)} un`,
      `create ${String(second)} deux`,
      `delete ${String(first)}`,
    ]);
  });

  it("is in a preview what it is in an up", async () => {
    const one = () => make("un");
    expect(labelsOf(await previewOf(one))).toEqual(labelsOf(await upOf(one)));
  });
});

describe("a secret", () => {
  it("holds its text in base64, which nobody reads, and a name that everybody may", async () => {
    const { inputs } = the(await upOf(() => secret("chut")), SECRET);
    expect(inputs.data).toBe("[secret]");
    expect(inputs.name).toMatch(/^les-amis-wiki-key-/);
  });

  it("is told to a service by its file's name", async () => {
    expect(await told(() => secret("chut"))).toEqual([
      {
        id: "les-amis-wiki-key-id",
        name: expect.stringMatching(/^les-amis-wiki-key-/) as string,
        path: "key",
      },
    ]);
  });
});

describe("a config", () => {
  it("holds its text, and is told to a service by its path", async () => {
    const { inputs } = the(await upOf(() => text("titre = été\n")), CONFIG);
    expect(Buffer.from(String(inputs.data), "base64").toString()).toBe(
      "titre = été\n",
    );
    expect(await told(() => text("x"))).toEqual([
      {
        id: "les-amis-wiki-settings-id",
        name: expect.stringMatching(/^les-amis-wiki-settings-/) as string,
        path: "/etc/wiki.conf",
      },
    ]);
  });

  it("is made of what its app is told, and not at all where there is no need of it", async () => {
    const context = { host: "wiki.les-amis.example" } as AppContext<unknown>;
    const files = {
      settings: {
        path: "/etc/wiki.conf",
        text: ({ host }: AppContext<unknown>) => `host = ${host}`,
      },
      mail: { path: "/etc/mail.conf", text: () => undefined },
    };
    const made = await upOf(() =>
      createConfigs(SERVICE, files, context, place()),
    );
    const { name, inputs } = the(made, CONFIG);
    expect(name).toBe("les-amis-wiki-settings");
    expect(Buffer.from(String(inputs.data), "base64").toString()).toBe(
      "host = wiki.les-amis.example",
    );
  });
});
