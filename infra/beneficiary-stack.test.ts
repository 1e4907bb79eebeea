import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { namesOf, type Registered, registered } from "../components/testing";
import { preview, type Result, up } from "../engine/engine";
import { modelWith, MYSQL } from "./model/testing";
import { stackIn } from "./testing";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "epicerie-stack-"))));
afterEach(() => rmSync(folder, { recursive: true }));

jest.setTimeout(60_000);

const NAME = "les-amis";
const PROD = { mysql: MYSQL, sftpFrom: ["0.0.0.0/0"] };
const KEY = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"a".repeat(43)} marie@portable`;

/** The stack of an association whose file says this much more than the least, on a platform that is up. */
async function stack(
  beneficiary: object,
): Promise<{ resources: Registered[]; outputs: Result["outputs"] }> {
  const model = modelWith({ prod: PROD, [NAME]: beneficiary });
  const at = mkdtempSync(join(folder, "stack-"));
  await up(stackIn(at, model, "prod"));
  const result = await up(stackIn(at, model, NAME));
  expect(result.diagnostics).toEqual([]);
  return { resources: registered(result), outputs: result.outputs };
}

/** What it has of our components, without what all have. */
const componentsOf = (resources: readonly Registered[]): string[] =>
  resources
    .filter(({ type }) => type.startsWith("epicerie:components:"))
    .map(({ type, name }) => `${type.slice(20)} ${name}`);

const wordpress = { app: "wordpress", at: "www" };

describe("the stack of a beneficiary", () => {
  it("is the bucket of its backups for one that says nothing else", async () => {
    const { resources, outputs } = await stack({ domain: undefined });
    expect(componentsOf(resources)).toEqual(["Bucket les-amis"]);
    expect(outputs).toEqual({
      urls: { value: [], secret: false },
      admins: { value: {}, secret: true },
      mailboxes: { value: {}, secret: true },
      bucket: { value: expect.any(Object) as object, secret: false },
      bucketCredential: {
        value: { accessKeyId: "key", secretAccessKey: "secret" },
        secret: true,
      },
    });
  });

  it("has records with a domain, and no disk without files", async () => {
    const { resources } = await stack({});
    expect(componentsOf(resources)).toEqual([
      "Bucket les-amis",
      "ZoneRecords les-amis",
    ]);
  });

  it("signs its mail with the first mailbox, and lets its apps send as one", async () => {
    const mailboxes = ["contact"];
    const mailOf = async (more: object): Promise<string[]> =>
      componentsOf((await stack(more)).resources).filter((one) =>
        /^(Dkim|Mailbox|OutgoingMail) /.test(one),
      );
    const box = "Mailbox les-amis-contact";
    expect(await mailOf({ mailboxes })).toEqual(["Dkim les-amis", box]);
    expect(await mailOf({ mailboxes, apps: [wordpress] })).toEqual([
      ...["Dkim les-amis", box, "OutgoingMail les-amis"],
    ]);
    expect(await mailOf({ apps: [wordpress] })).toEqual([]);
  });

  it("tells the addresses, and secretly who signs in", async () => {
    const { outputs } = await stack({
      mailboxes: ["contact"],
      apps: [wordpress, { app: "static-site", at: "@" }],
    });
    expect(outputs).toMatchObject({
      urls: {
        value: ["https://www.les-amis.example", "https://les-amis.example"],
        secret: false,
      },
      // Nobody signs in to a static site.
      admins: {
        value: {
          "www.les-amis.example": { name: "epicier", password: "password" },
        },
        secret: true,
      },
      mailboxes: {
        value: { "contact@les-amis.example": "password" },
        secret: true,
      },
    });
  });

  it("tells where its other buckets are, and secretly their keys", async () => {
    const { outputs } = await stack({ buckets: { photos: {} } });
    expect(outputs).toMatchObject({
      buckets: { value: { photos: expect.any(Object) as object } },
      bucketCredentials: {
        value: { photos: { accessKeyId: "key", secretAccessKey: "secret" } },
        secret: true,
      },
    });
  });

  it("tells the name servers of a domain that it orders", async () => {
    const { resources, outputs } = await stack({ domainOrder: { owner: 1 } });
    expect(componentsOf(resources)).toContain("DomainOrder les-amis");
    expect(outputs.nameServers?.value).toEqual(["dns200.anycast.me"]);
    expect((await stack({})).outputs).not.toHaveProperty("nameServers");
  });

  it("makes records in the zone that it orders, once it is there", async () => {
    const { resources } = await stack({
      domainOrder: "zone",
      apps: [wordpress],
    });
    const records = resources.filter(({ type }) =>
      type.endsWith(":ZoneRecord"),
    );
    // The made-up provider names what it makes by its logical name.
    expect(new Set(records.map(({ inputs }) => inputs.zone))).toEqual(
      new Set(["les-amis"]),
    );
  });
});

describe("the disk of a beneficiary", () => {
  const mounted = async (more: object): Promise<unknown> => {
    const { resources } = await stack(more);
    return resources.find(({ name }) => name === "les-amis-mounted")?.inputs
      .stdin;
  };

  it("has a folder for each directory of its apps and its database servers, with its owner", async () => {
    const apps = [
      wordpress,
      { ...wordpress, name: "blog", at: "blog" },
      { app: "mobilizon", at: "agenda" },
    ];
    const stdin = String(await mounted({ apps, mysql: "own", disk: 20 }));
    expect(/DIRECTORIES='(.*)'/.exec(stdin)?.[1]?.split(" ")).toEqual([
      "blog/html:33",
      expect.stringMatching(/^mobilizon\/.+:\d+$/),
      ...["mysql/data:999", "postgresql/data:999", "wordpress/html:33"],
    ]);
    expect(stdin).toContain("SIZE='20'\n");
  });

  it("is of the kind and has the snapshots that the file says", async () => {
    const { resources } = await stack({
      apps: [wordpress],
      diskClass: "high-speed",
      snapshots: { avant: "kept" },
    });
    const type = "openstack:blockstorage/volume:Volume";
    const volume = resources.find((one) => one.type === type);
    expect(volume).toMatchObject({
      inputs: { size: 10, volumeType: "high-speed" },
      protect: true,
    });
    expect(componentsOf(resources)).toContain("VolumeSnapshot les-amis-avant");
  });

  it("may be destroyed with a beneficiary that is disposable", async () => {
    const more = { apps: [wordpress], disposable: true };
    const { resources } = await stack(more);
    expect(resources.filter(({ protect }) => protect)).toEqual([]);
    const kept = await stack({ apps: [wordpress] });
    expect(kept.resources.some(({ protect }) => protect)).toBe(true);
  });
});

describe("the webmasters of a beneficiary", () => {
  it("see the folder of their app on its disk, as the user of its files", async () => {
    const { resources } = await stack({
      apps: [wordpress],
      webmasters: { marie: { keys: [KEY] } },
    });
    const type = "epicerie:components:Webmaster";
    expect(namesOf(resources, type)).toEqual(["les-amis-marie"]);
    const access = resources.find(({ name }) => name.endsWith("marie-access"));
    expect(access?.inputs.stdin).toBe(
      `ACCOUNT='les-amis_marie'\nOWNER='33'\nFOLDER='/srv/les-amis/wordpress'\nKEYS='${KEY}'\n`,
    );
  });
});

it("is the same resources in a preview and in an up, with all that there is", async () => {
  const model = modelWith({
    prod: PROD,
    [NAME]: {
      domains: ["les-amis.org"],
      domainOrder: "zone",
      mailboxes: ["contact"],
      redirections: { bureau: ["contact"] },
      responders: { contact: { message: "Absents." } },
      apps: [wordpress, { app: "nextcloud", at: "cloud" }],
      buckets: { photos: { replicateTo: "SBG" }, vieux: { api: "swift" } },
      snapshots: { avant: "opened" },
      webmasters: { marie: { keys: [KEY] } },
      mysql: "own",
    },
  });
  await up(stackIn(folder, model, "prod"));
  const labels = (result: Result): string[] =>
    registered(result).map(({ type, name }) => `${type} ${name}`);
  const planned = labels(await preview(stackIn(folder, model, NAME)));
  expect(labels(await up(stackIn(folder, model, NAME)))).toEqual(planned);
});

it("is only added to by a snapshot: everything else waits for it and stays as it is", async () => {
  const declared = (more: object) =>
    modelWith({ prod: PROD, [NAME]: { apps: [wordpress], ...more } });
  await up(stackIn(folder, declared({}), "prod"));
  await up(stackIn(folder, declared({}), NAME));
  const snapshot = declared({ snapshots: { avant: "kept" } });
  const planned = await preview(stackIn(folder, snapshot, NAME));
  expect(Object.keys(planned.changes).sort()).toEqual([
    "create",
    "read",
    "same",
  ]);
  const done = await up(stackIn(folder, snapshot, NAME));
  expect(done.changes).toEqual(planned.changes);
  const service = done.steps.findIndex(({ urn }) =>
    urn.endsWith("Service::les-amis-wordpress"),
  );
  const thawed = done.steps.findIndex(({ urn }) =>
    urn.endsWith("::les-amis-avant-thawed"),
  );
  expect(thawed).toBeGreaterThan(-1);
  expect(service).toBeGreaterThan(thawed);
});
