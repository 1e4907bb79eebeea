import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { CheckoutCopy } from "./testing";

jest.setTimeout(60_000);

describe("the standard CLI", () => {
  const checkout = new CheckoutCopy();
  const folder = path.join(checkout.root, "fake");
  afterAll(() => checkout.remove());

  it("is refused with a remedy when it is not installed", async () => {
    const words = ["up", "prod", "--engine", "pulumi"];
    const ended = await checkout.run(words, { PATH: "/nowhere" });
    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(ended.stderr).toContain(
      "La commande « pulumi » n'est pas installée.",
    );
    expect(ended.stderr).toContain("--engine embedded");
  });

  beforeAll(() => {
    mkdirSync(folder);
    const script = `#!/bin/sh
case "$1 $2" in
"stack export") echo "$EXPORTED"; exit ;;
"stack import") cat >"$IMPORTED"; exit ;;
"stack ls") echo '[{"name":"prod"},{"name":"les-amis"},{"name":"le-parc"}]'; exit ;;
esac
echo "pulumi $*"
[ "$1" != preview ]
`;
    writeFileSync(path.join(folder, "pulumi"), script, { mode: 0o755 });
  });

  // After an `up` the records of its state are looked for at the name servers: here there are none.
  const exporting =
    (resources: readonly object[]) =>
    (...words: string[]) =>
      checkout.run([...words, "--engine", "pulumi", "--lang", "en"], {
        PATH: `${folder}:${process.env.PATH ?? ""}`,
        IMPORTED: path.join(folder, "imported"),
        EXPORTED: JSON.stringify({ deployment: { resources } }),
      });
  const run = exporting([]);

  it("is handed the same words, and its failure is ours", async () => {
    const up = await run("up", "les-amis", "--yes");
    expect(up).toMatchObject({ code: 0, stderr: "" });
    expect(up.stdout).toContain("pulumi up -s les-amis --yes\n");
    const outputs = await run("outputs", "prod", "--show-secrets");
    expect(outputs.stdout).toContain(
      "pulumi stack output -s prod --show-secrets\n",
    );
    const destroy = await run("destroy", "les-amis", "--yes");
    expect(destroy.stdout).toContain(
      "pulumi destroy -s les-amis --run-program --yes\n",
    );
    const refresh = await run("refresh", "les-amis", "--yes");
    expect(refresh.stdout).toContain(
      "pulumi refresh -s les-amis --run-program --yes\n",
    );
    const preview = await run("preview", "prod", "--json");
    expect(preview).toMatchObject({
      code: 1,
      stdout: "pulumi preview -s prod --json\n",
    });
  });

  it("is asked for the stacks whose files are gone", async () => {
    const { stdout } = await run("destroy", "le-parc");
    expect(stdout).toContain("pulumi destroy -s le-parc\n");
    const unknown = await run("outputs", "le-port");
    expect(unknown).toMatchObject({ code: 1, stdout: "" });
    expect(unknown.stderr).toContain("le-parc");
  });

  it("is not run where an app would go back to an older version", async () => {
    const service = {
      type: "docker:index/service:Service",
      inputs: {
        name: "les-amis-dokuwiki",
        taskSpec: { containerSpec: { image: "dokuwiki/dokuwiki:2099-01-01" } },
      },
    };
    for (const command of ["preview", "up"]) {
      const refused = await exporting([service])(command, "les-amis");
      expect(refused).toMatchObject({ code: 1, stdout: "" });
      expect(refused.stderr).toMatch(/dokuwiki: 2099-01-01 cannot/);
    }
  });

  it("is not run where a disk would get smaller", async () => {
    const type = "openstack:blockstorage/volume:Volume";
    const disk = (size: number, volumeType?: string) => ({
      ...{ type, urn: `urn:pulumi:les-amis::epicerie::${type}::les-amis` },
      inputs: { size, volumeType },
    });
    for (const command of ["preview", "up"]) {
      const refused = await exporting([disk(900)])(command, "les-amis");
      expect(refused).toMatchObject({ code: 1, stdout: "" });
      expect(refused.stderr).toMatch(/disk les-amis: from 900 GB to \d+ GB/);
      expect(refused.stderr).toContain("Nothing was done");
    }
    for (const held of [disk(1), disk(900, "high-speed")])
      expect((await exporting([held])("up", "les-amis")).code).toBe(0);
  });

  it("is not run where a machine that somebody is on would go", async () => {
    const type = "openstack:compute/instance:Instance";
    const resources = [
      {
        ...{ type, urn: `urn:pulumi:prod::epicerie::${type}::commun-0` },
        id: "old-id",
      },
      {
        urn: "urn:pulumi:les-amis::epicerie::attached::les-amis",
        type: "openstack:compute/volumeAttach:VolumeAttach",
        inputs: { instanceId: "old-id" },
      },
    ];
    for (const command of ["preview", "up"]) {
      const refused = await exporting(resources)(command, "prod");
      expect(refused).toMatchObject({ code: 1, stdout: "" });
      expect(refused.stderr).toContain("les-amis is still on commun-0");
      expect(refused.stderr).toContain("le-parc is still on commun-0");
    }
  });

  it("is given back a state without what is on a dead machine", async () => {
    const urn = (type: string, name: string) => ({
      ...{ type, urn: `urn:pulumi:les-amis::epicerie::${type}::${name}` },
    });
    const machine = {
      ...urn("openstack:compute/instance:Instance", "commun-1"),
      outputs: { accessIpV4: "203.0.113.10" },
    };
    const mounted = {
      ...urn("command:remote:Command", "les-amis-mounted"),
      inputs: { delete: "umount", triggers: ["id", "203.0.113.10"] },
    };
    const job = {
      ...urn("command:remote:Command", "les-amis-job"),
      inputs: { create: "true", triggers: ["203.0.113.10"] },
      dependencies: [mounted.urn, machine.urn],
    };
    const words = ["forget", "commun-1", "les-amis", "--yes", "les-amis"];
    const done = await exporting([machine, mounted, job])(...words);
    expect(done).toMatchObject({ code: 0, stderr: "" });
    expect(done.stdout).toContain("epicerie up les-amis --engine pulumi");
    const imported = readFileSync(path.join(folder, "imported"), "utf8");
    expect(JSON.parse(imported)).toEqual({
      deployment: {
        resources: [
          machine,
          { ...job, dependencies: [machine.urn], propertyDependencies: {} },
        ],
      },
    });
  });

  it("is not given a setting for one run, which it would keep", async () => {
    const words = ["up", "prod", "--config", "privateNetwork=10.9.0.0/24"];
    const refused = await run(...words);
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toContain("pulumi config set -s");
  });

  it("is named in the command that asks the name servers again", async () => {
    const record = {
      type: "ovh:Domain/zoneRecord:ZoneRecord",
      urn: "urn:pulumi:prod::epicerie::ovh:Domain/zoneRecord:ZoneRecord::a",
      outputs: {
        ...{ zone: "nowhere.invalid", subdomain: "www", fieldtype: "A" },
        target: "203.0.113.10",
      },
    };
    const { code, stderr } = await exporting([record])("verify", "les-amis");
    expect(code).toBe(2);
    expect(stderr).toContain("epicerie verify les-amis --engine pulumi\n");
  });
});
