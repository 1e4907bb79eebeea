import { setTimeout as sleep } from "node:timers/promises";
import type { SandboxContext } from "../context";
import { mailDirectory } from "../services/mail";
import { servicesUp } from "../services/services";
import { TEST_ACCOUNT, openTestServices } from "../services/testing";
import type { TestContext } from "../test-context";
import { type OvhApiServer, startOvhApi } from "./server";
import { MailTrial, PASSWORD } from "./testing";

jest.setTimeout(600_000);

let test: TestContext;
let ctx: SandboxContext;
let api: OvhApiServer;
let trial: MailTrial;

beforeAll(async () => {
  test = await openTestServices(["mail"]);
  ctx = test.ctx;
  api = await startOvhApi(ctx);
  trial = new MailTrial(ctx, api);
  await Promise.all([
    trial.mailbox("contact", "les-amis.example"),
    trial.mailbox("bureau", "les-voisins.example"),
  ]);
});
afterEach(() => trial?.faults());
afterAll(async () => {
  await api?.close();
  await test?.close();
});

describe("a mailbox", () => {
  it.each([465, 587])(
    "sends by port %i to a mailbox of another domain, which reads it by IMAP",
    async (port) => {
      const [from, to] = [
        "contact@les-amis.example",
        "bureau@les-voisins.example",
      ];
      await trial.send(port, to, `by ${port}`, from);
      const text = await trial.received(to, `by ${port}`);
      expect(text).toContain(`About by ${port}`);
      expect(text).toContain(`From: ${from}`);
    },
  );

  it("receives from other mail servers on port 25", async () => {
    await trial.send(25, "contact@les-amis.example", "from outside");
    expect(
      await trial.received("contact@les-amis.example", "from outside"),
    ).toContain("About from outside");
  });

  it("refuses a wrong password and an address that does not exist", async () => {
    await expect(
      trial.withImap("contact@les-amis.example", "wrong", () =>
        Promise.resolve(),
      ),
    ).rejects.toMatchObject({ authenticationFailed: true });
    await expect(
      trial.send(
        465,
        "bureau@les-voisins.example",
        "x",
        "contact@les-amis.example",
        "wrong",
      ),
    ).rejects.toMatchObject({ code: "EAUTH" });
    await expect(
      trial.send(25, "nobody@les-amis.example", "x"),
    ).rejects.toThrow("550");
  });

  it("cannot send out of the sandbox", async () => {
    await expect(
      trial.send(
        465,
        "someone@real-domain.example",
        "x",
        "contact@les-amis.example",
      ),
    ).rejects.toThrow("Relay access denied");
  });

  it("takes a new password in place and is gone with its messages when deleted", async () => {
    const address = "brief@les-amis.example";
    const made = await trial.mailbox("brief", "les-amis.example");
    expect(made.id).toBe("les-amis.example/brief");
    expect(made.outs).toMatchObject({ email: address, isBlocked: false });
    await trial.send(25, address, "old news");
    await trial.received(address, "old news");
    await made.update({ ...made.outs, password: "another-one-2" });
    await trial.withImap(address, "another-one-2", () => Promise.resolve());
    await expect(
      trial.withImap(address, PASSWORD, () => Promise.resolve()),
    ).rejects.toMatchObject({ authenticationFailed: true });
    await made.remove();
    await expect(trial.send(25, address, "x")).rejects.toThrow("550");
    await trial.mailbox("brief", "les-amis.example");
    const count = await trial.withImap(address, PASSWORD, async (client) => {
      const found = await client.search({ all: true });
      return found ? found.length : -1;
    });
    expect(count).toBe(0);
  });

  it("is there again after its server was killed", async () => {
    await ctx.docker.getContainer(`epicerie-${ctx.id}-mail`).kill();
    await servicesUp(ctx, TEST_ACCOUNT, ["mail"]);
    await trial.send(25, "contact@les-amis.example", "after the kill");
    await trial.received("contact@les-amis.example", "after the kill");
  });

  it("is waited for when the vendor is slow", async () => {
    await trial.faults("mail-async");
    const started = Date.now();
    await trial.mailbox("slow", "les-amis.example");
    expect(Date.now() - started).toBeGreaterThan(8_000);
    await trial.send(25, "slow@les-amis.example", "at last");
    await trial.received("slow@les-amis.example", "at last");
  });

  it("is made once though the vendor is busy, broken and its answers are lost", async () => {
    await trial.faults("api-429", "api-500", "api-lost");
    const made = await trial.mailbox("bad-day", "les-amis.example");
    await made.update({ ...made.outs, password: "another-one-2" });
    await trial.withImap("bad-day@les-amis.example", "another-one-2", () =>
      Promise.resolve(),
    );
    await made.remove();
    expect(await made.read()).toEqual({ id: "" });
    await made.remove();
  });

  it("shows what was changed by hand, and is gone when it was deleted by hand", async () => {
    const made = await trial.mailbox("by-hand", "les-amis.example");
    const other = await trial.mailbox("by-hand", "les-amis.example");
    expect(other.id).toBe(made.id);
    await other.update({ ...made.outs, description: "by hand" });
    const seen = await made.read();
    expect(seen.inputs).toMatchObject({ description: "by hand" });
    const old = { inputs: seen.inputs as object, outputs: {} };
    const { outs, id, urn } = made;
    const { email, isBlocked, ...inputs } = outs;
    expect([email, isBlocked]).toEqual(["by-hand@les-amis.example", false]);
    const diff = await trial.provider.diffInputs(
      id,
      urn,
      old as Parameters<typeof trial.provider.diffInputs>[2],
      inputs,
    );
    expect(diff.detailed).toEqual({ description: "update" });
    await other.remove();
    expect(await made.read()).toEqual({ id: "" });
  });

  it("is imported by its domain and name", async () => {
    const { urn } = await trial.mailbox("imported", "les-amis.example");
    const id = "les-amis.example/imported";
    const found = await trial.provider.read(id, urn, {});
    expect(found).toMatchObject({
      id,
      inputs: {
        domain: "les-amis.example",
        accountName: "imported",
        description: "of a test",
        size: 5_000_000_000,
      },
    });
    expect(found.inputs).not.toHaveProperty("password");
  });

  it("is not taken over when it is another's", async () => {
    const made = await trial.mailbox("theirs", "les-amis.example");
    await made.update({ ...made.outs, description: "made by hand" });
    await expect(trial.mailbox("theirs", "les-amis.example")).rejects.toThrow(
      "pulumi import ovhmail:index:Mailbox <name> les-amis.example/theirs --generate-code=false",
    );
  });

  it.each([
    ["short", "les-amis.example", "12345678", "9 to 30 characters"],
    ["long", "les-amis.example", "x".repeat(31), "9 to 30 characters"],
    ["contact", "not-ours.example", PASSWORD, "does not exist"],
    ["a b", "les-amis.example", PASSWORD, "the part before the @"],
  ])("refuses %s@%s with %s", async (account, domain, password, reason) => {
    await expect(trial.mailbox(account, domain, password)).rejects.toThrow(
      reason,
    );
  });

  it("shows no password in the settings, the processes or the log of its server", async () => {
    const container = ctx.docker.getContainer(`epicerie-${ctx.id}-mail`);
    const { Processes } = (await container.top()) as { Processes: string[][] };
    expect(JSON.stringify(Processes)).not.toContain(PASSWORD);
    const log = await container.logs({ stdout: true, stderr: true });
    expect(log.toString()).not.toContain(PASSWORD);
  });
});

describe("a redirection", () => {
  const bureau = {
    domain: "les-amis.example",
    from: "bureau@les-amis.example",
    to: "contact@les-amis.example",
    localCopy: false,
  };

  it("forwards to each of its targets, and no longer once it is gone", async () => {
    const there = await trial.create("Redirection", bureau);
    const far = { ...bureau, to: "bureau@les-voisins.example" };
    await trial.create("Redirection", far);
    expect(there.id).toBe(
      "les-amis.example/bureau@les-amis.example/contact@les-amis.example",
    );
    await trial.send(25, bureau.from, "to the board");
    await trial.received(bureau.to, "to the board");
    await trial.received(far.to, "to the board");
    await there.remove();
    await trial.send(25, bureau.from, "to the neighbours");
    await trial.received(far.to, "to the neighbours");
    expect(await trial.count(bureau.to, "to the neighbours")).toBe(0);
  });

  it("leaves a copy in the mailbox of the same address when told to", async () => {
    await trial.mailbox("copy", "les-amis.example");
    const from = "copy@les-amis.example";
    await trial.create("Redirection", { ...bureau, from, localCopy: true });
    await trial.send(25, from, "twice");
    await trial.received(from, "twice");
    await trial.received(bureau.to, "twice");
  });

  it("is one though the vendor's answer was lost", async () => {
    await trial.faults("api-lost");
    const from = "lost@les-amis.example";
    const made = await trial.create("Redirection", { ...bureau, from });
    const { redirections } = await mailDirectory(ctx);
    const same = Object.values(redirections).filter(
      ({ will }) => will?.from === from,
    );
    expect(same).toHaveLength(1);
    const { id, urn } = made;
    expect(await trial.provider.read(id, urn, {})).toMatchObject({
      id,
      inputs: { ...bureau, from },
    });
    await made.remove();
    expect(await made.read()).toEqual({ id: "" });
  });
});

describe("a responder", () => {
  const away = {
    domain: "les-voisins.example",
    account: "bureau",
    content: 'We are "away" until Monday.',
    copy: true,
  };
  const [asker, asked] = [
    "contact@les-amis.example",
    "bureau@les-voisins.example",
  ];

  it("answers whoever writes, and the mailbox still gets the mail", async () => {
    const made = await trial.create("Responder", away);
    await trial.send(465, asked, "are you there", asker);
    await trial.received(asked, "are you there");
    const answer = await trial.received(asker, "Auto");
    expect(answer).toContain(away.content);
    expect(answer).toContain(`From: <${asked}>`);
    const content = "Back soon.";
    const to = "2020-01-01T00:00:00+01:00";
    const outs = await made.update({ ...away, content, to });
    // The same moment, told in another zone, is no drift.
    expect(outs).toMatchObject({ content, to });
    expect((await made.read()).inputs).toEqual({ ...away, content, to });
    await sleep(2_000);
    await trial.mailbox("late", "les-amis.example");
    const late = "late@les-amis.example";
    await trial.send(465, asked, "too late", late);
    await trial.received(asked, "too late");
    expect(await trial.count(late, "Auto")).toBe(0);
    await made.remove();
    expect(await made.read()).toEqual({ id: "" });
  });
});
