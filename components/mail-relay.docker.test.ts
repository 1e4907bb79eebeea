import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  eventually,
  type Made,
  Shell,
  TestCloud,
} from "../sandbox/openstack/test-cloud";
import { cloudConfig } from "./cloud-init";
import { RELAY } from "./mail-relay";
import { quote } from "./remote-script";

jest.setTimeout(600_000);

const CONTACT = "technique@soltic.example";
const FILTER =
  "sudo iptables -C DOCKER-USER -p tcp --dport 25 -j REJECT --reject-with tcp-reset";

describe("a server's mail relay", () => {
  let cloud: TestCloud;
  let shell: Shell;

  const file = (name: string) =>
    readFileSync(join(__dirname, "scripts", name), "utf8");
  const run = (script: string, parameters: Record<string, string>) => {
    const assignments = Object.entries(parameters)
      .map(([name, value]) => `${name}=${quote(value)}\n`)
      .join("");
    const text = Buffer.from(`${assignments}${file(`${script}.sh`)}`);
    return shell.run(
      `echo ${text.toString("base64")} | base64 --decode >/tmp/script && sudo bash -euo pipefail /tmp/script`,
    );
  };
  const prepare = () =>
    run("prepare-mail-relay", {
      ADDRESS: RELAY.host,
      PORT: String(RELAY.port),
      HOST_NAME: "commun-1.soltic.example",
      GUARD: file("mail-guard.py"),
    });
  /** Nobody answers where its mail goes, so that it waits. */
  const add = () =>
    run("add-mail-account", {
      BENEFICIARY: "les-amis",
      PASSWORD: "password",
      ACCOUNT: JSON.stringify({
        displayName: "Les Amis",
        domain: "les-amis.example",
        limit: 1,
        minutes: 60,
        contact: CONTACT,
      }),
      DOMAIN: "les-amis.example",
      SUBMISSION: "[127.0.0.1]:4650",
      MAILBOX: "contact@les-amis.example",
      MAILBOX_PASSWORD: "password",
    });
  const send = () =>
    shell.run(
      "printf 'Subject: Bonjour\\n\\nBonjour.\\n' | sudo sendmail -f Contact@Les-Amis.example ami@ailleurs.example",
    );
  const ask = async (verb: string): Promise<Record<string, unknown>> =>
    JSON.parse(
      await shell.run(`sudo epicerie-mail ${verb} les-amis`),
    ) as Record<string, unknown>;
  const account =
    "sudo find /etc/epicerie/mail /var/lib/epicerie-mail -name 'les-amis*'";

  beforeAll(async () => {
    cloud = await TestCloud.open();
    const key: Made = await cloud.create("Keypair", "key", {});
    const group = await cloud.group("ssh", [22]);
    const server = await cloud.create("Instance", "server", {
      flavorName: "d2-2",
      imageName: "Debian 12",
      keyPair: key.id,
      networks: [{ name: "Ext-Net" }],
      securityGroups: [group.outs.name],
      userData: cloudConfig("debian"),
    });
    shell = new Shell(cloud.ctx, key, server.outs.accessIpV4 as string);
    await shell.ready();
    await shell.run("cloud-init status --wait >/dev/null || true");
    await eventually(
      () => shell.run(`sudo docker swarm init --advertise-addr ${shell.ip}`),
      120,
    );
    await shell.run("sudo install -d /etc/epicerie");
    await prepare();
    await add();
  });
  afterAll(() => cloud.close());

  it("is not got round on port 25, once, whatever Docker does with its rules", async () => {
    await prepare();
    await shell.run(FILTER);
    expect(
      await shell.run("sudo iptables -S DOCKER-USER | grep -c 'dport 25 '"),
    ).toBe("1");
    await shell.run(
      "sudo systemctl stop docker.socket docker && sudo iptables -F && sudo iptables -X && sudo systemctl start docker",
    );
    await eventually(() => shell.run(FILTER), 30);
    await shell.reboot();
    await eventually(() => shell.run(FILTER), 60);
  });

  it("tells of who is stopped as from nobody, after a restart too", async () => {
    await shell.run(
      "sudo systemctl stop epicerie-mail-guard && sudo -u epicerie-mail touch /var/lib/epicerie-mail/les-amis && sudo systemctl start epicerie-mail-guard",
    );
    await eventually(
      () => shell.run("grep -x told /var/lib/epicerie-mail/les-amis"),
      30,
    );
    const queue = await shell.run("sudo postqueue -j");
    expect(queue).toMatch(
      new RegExp(`"sender": "MAILER-DAEMON".*"address": "${CONTACT}"`),
    );
    expect(await ask("release")).toEqual({ messages: 0 });
  });

  it("keeps what waits of who goes, held, until somebody has decided", async () => {
    await send();
    await eventually(
      async () => expect(await ask("show")).toMatchObject({ waiting: 1 }),
      30,
    );
    const gone = { BENEFICIARY: "les-amis" };
    await run("remove-mail-account", gone);
    await run("remove-mail-account", gone);
    expect(await ask("show")).toMatchObject({
      left: true,
      waiting: 0,
      held: [{ from: "Contact@Les-Amis.example" }],
    });
    expect(await shell.run("cat /etc/epicerie/mail/senders")).toBe("");
    expect(await ask("release")).toEqual({ messages: 1 });
    expect(await ask("show")).toMatchObject({ waiting: 1, held: [] });
    await run("remove-mail-account", gone);
    expect(await ask("discard")).toEqual({ messages: 1 });
    expect(await shell.run(account)).toBe("");
    expect(await shell.run("sudo postconf -M")).not.toContain("les-amis");
  });
});
