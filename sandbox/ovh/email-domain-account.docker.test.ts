import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ImapFlow } from "imapflow";
import { createTransport } from "nodemailer";
import { ADDRESS, type SandboxContext } from "../context";
import { servicesUp } from "../services/services";
import { TEST_ACCOUNT, openTestServices } from "../services/testing";
import type { TestContext } from "../test-context";
import { type TestResource, createResource } from "./testing";

const TYPE = "index/emailDomainAccount:EmailDomainAccount";
const PASSWORD = "correct-horse-1";

jest.setTimeout(600_000);

let test: TestContext;
let ctx: SandboxContext;
let host: string;

beforeAll(async () => {
  test = await openTestServices(["mail"]);
  ctx = test.ctx;
  host = ctx.extNet.address(ADDRESS.mail);
  await mailbox("contact", "les-amis.example");
  await mailbox("bureau", "les-voisins.example");
});
afterAll(() => test?.close());

function mailbox(
  accountName: string,
  domain: string,
  password = PASSWORD,
): Promise<TestResource> {
  const inputs = { accountName, domain, password, description: "of a test" };
  return createResource(ctx, TYPE, inputs);
}

/** Sends by submission, as a mail program does; without `user` as another mail server, on port 25. */
async function send(
  port: number,
  to: string,
  subject: string,
  user?: string,
  password = PASSWORD,
): Promise<void> {
  const transport = createTransport({
    host,
    port,
    secure: port === 465,
    requireTLS: true,
    tls: { ca: ctx.ca.certPem, servername: "smtp.mail.ovh.net" },
    ...(user === undefined ? {} : { auth: { user, pass: password } }),
  });
  const from = user ?? "somebody@elsewhere.example";
  await transport.sendMail({ from, to, subject, text: `About ${subject}` });
}

async function withImap<T>(
  user: string,
  pass: string,
  work: (client: ImapFlow) => Promise<T>,
): Promise<T> {
  const client = new ImapFlow({
    host,
    port: 993,
    secure: true,
    servername: "imap.mail.ovh.net",
    tls: { ca: ctx.ca.certPem },
    auth: { user, pass },
    logger: false,
  });
  await client.connect();
  try {
    await client.mailboxOpen("INBOX");
    return await work(client);
  } finally {
    await client.logout();
  }
}

/** The text of the message of this subject, waited for at most ten seconds. */
async function received(user: string, subject: string): Promise<string> {
  for (let tries = 0; tries < 40; tries++) {
    const text = await withImap(user, PASSWORD, async (client) => {
      const found = await client.search({ subject });
      if (!found || found.length === 0) return undefined;
      const message = await client.fetchOne(String(found[0]), { source: true });
      return message === false ? undefined : message.source?.toString();
    });
    if (text !== undefined) return text;
    await sleep(250);
  }
  throw new Error(`no message "${subject}" arrived at ${user}`);
}

describe("a mailbox", () => {
  it.each([465, 587])(
    "sends by port %i to a mailbox of another domain, which reads it by IMAP",
    async (port) => {
      const [from, to] = [
        "contact@les-amis.example",
        "bureau@les-voisins.example",
      ];
      await send(port, to, `by ${port}`, from);
      const text = await received(to, `by ${port}`);
      expect(text).toContain(`About by ${port}`);
      expect(text).toContain(`From: ${from}`);
    },
  );

  it("receives from other mail servers on port 25", async () => {
    await send(25, "contact@les-amis.example", "from outside");
    expect(
      await received("contact@les-amis.example", "from outside"),
    ).toContain("About from outside");
  });

  it("refuses a wrong password and an address that does not exist", async () => {
    await expect(
      withImap("contact@les-amis.example", "wrong", () => Promise.resolve()),
    ).rejects.toMatchObject({ authenticationFailed: true });
    await expect(
      send(
        465,
        "bureau@les-voisins.example",
        "x",
        "contact@les-amis.example",
        "wrong",
      ),
    ).rejects.toMatchObject({ code: "EAUTH" });
    await expect(send(25, "nobody@les-amis.example", "x")).rejects.toThrow(
      "550",
    );
  });

  it("cannot send out of the sandbox", async () => {
    await expect(
      send(465, "someone@real-domain.example", "x", "contact@les-amis.example"),
    ).rejects.toThrow("Relay access denied");
  });

  it("takes a new password in place and is gone with its messages when deleted", async () => {
    const address = "brief@les-amis.example";
    const made = await mailbox("brief", "les-amis.example");
    expect(made.id).toBe("les-amis.example/brief");
    expect(made.outs).toMatchObject({ email: address, isBlocked: false });
    await send(25, address, "old news");
    await received(address, "old news");
    const inputs = { accountName: "brief", domain: "les-amis.example" };
    await made.update({ ...inputs, password: "another-one-2" });
    await withImap(address, "another-one-2", () => Promise.resolve());
    await expect(
      withImap(address, PASSWORD, () => Promise.resolve()),
    ).rejects.toMatchObject({ authenticationFailed: true });
    await made.remove();
    await expect(send(25, address, "x")).rejects.toThrow("550");
    await mailbox("brief", "les-amis.example");
    const count = await withImap(address, PASSWORD, async (client) => {
      const found = await client.search({ all: true });
      return found ? found.length : -1;
    });
    expect(count).toBe(0);
  });

  it("is there again after its server was killed", async () => {
    await ctx.docker.getContainer(`epicerie-${ctx.id}-mail`).kill();
    await servicesUp(ctx, TEST_ACCOUNT, ["mail"]);
    await send(25, "contact@les-amis.example", "after the kill");
    await received("contact@les-amis.example", "after the kill");
  });

  it("exists some seconds after its creation when the vendor is slow", async () => {
    const faults = join(ctx.folder, "faults.json");
    await writeFile(faults, '["mail-async"]');
    await mailbox("slow", "les-amis.example");
    await writeFile(faults, "[]");
    await expect(send(25, "slow@les-amis.example", "x")).rejects.toThrow("550");
    await sleep(10_000);
    await send(25, "slow@les-amis.example", "at last");
    await received("slow@les-amis.example", "at last");
  });

  it.each([
    ["short", "les-amis.example", "12345678", "between 9 and 30"],
    ["long", "les-amis.example", "x".repeat(31), "between 9 and 30"],
    ["contact", "les-amis.example", PASSWORD, "already exists"],
    ["contact", "not-ours.example", PASSWORD, "does not exist"],
    ["a b", "les-amis.example", PASSWORD, "Invalid account name"],
  ])("refuses %s@%s with %s", async (account, domain, password, reason) => {
    await expect(mailbox(account, domain, password)).rejects.toThrow(reason);
  });

  it("shows no password in the settings, the processes or the log of its server", async () => {
    const container = ctx.docker.getContainer(`epicerie-${ctx.id}-mail`);
    const { Processes } = (await container.top()) as { Processes: string[][] };
    expect(JSON.stringify(Processes)).not.toContain(PASSWORD);
    const log = await container.logs({ stdout: true, stderr: true });
    expect(log.toString()).not.toContain(PASSWORD);
  });
});
