import { Resolver } from "node:dns/promises";
import { ADDRESS, type SandboxContext } from "../context";
import { order } from "../services/account";
import { openTestServices } from "../services/testing";
import type { TestContext } from "../test-context";
import { signerOf } from "./dkim-signature";
import { type OvhApiServer, startOvhApi } from "./server";
import { MailTrial } from "./testing";

jest.setTimeout(600_000);

const DOMAIN = "les-amis.example";
const [FROM, TO] = [`contact@${DOMAIN}`, "bureau@les-voisins.example"];

let test: TestContext;
let ctx: SandboxContext;
let api: OvhApiServer;
let trial: MailTrial;
const resolver = new Resolver({ timeout: 3000, tries: 1 });

beforeAll(async () => {
  test = await openTestServices(["dns", "mail"]);
  ctx = test.ctx;
  resolver.setServers([ctx.extNet.address(ADDRESS.dns)]);
  api = await startOvhApi(ctx);
  trial = new MailTrial(ctx, api);
  await Promise.all([
    trial.mailbox("contact", DOMAIN),
    trial.mailbox("bureau", "les-voisins.example"),
  ]);
});
afterEach(() => trial?.faults());
afterAll(async () => {
  await api?.close();
  await test?.close();
});

const enable = (domain = DOMAIN) => trial.create("Dkim", { domain });

async function sent(subject: string, port = 465): Promise<string> {
  await trial.send(port, TO, subject, FROM);
  return trial.received(TO, subject);
}

describe("the DKIM of a domain", () => {
  it("has its mail signed by a key that everybody finds, until it is deleted", async () => {
    await expect(signerOf(await sent("before"), resolver)).rejects.toThrow(
      "the message is not signed",
    );
    const { id, outs, read, remove } = await enable();
    expect(id).toBe(DOMAIN);
    const name = "ovhmo-selector-1";
    const target = expect.stringMatching(
      /^ovhmo-selector-1\._domainkey\.\d+\.sb\.dkim\.mail\.ovh\.net\.$/,
    ) as string;
    expect(outs.selectors).toEqual([
      { name, target },
      expect.objectContaining({ name: "ovhmo-selector-2" }),
    ]);
    // What the vendor publishes by itself.
    for (const { name, target } of outs.selectors as Record<string, string>[])
      expect(
        await resolver.resolveCname(`${name}._domainkey.${DOMAIN}`),
      ).toEqual([target?.slice(0, -1)]);
    for (const port of [465, 587])
      expect(await signerOf(await sent(`by ${port}`, port), resolver)).toBe(
        `${name}._domainkey.${DOMAIN}`,
      );
    // Taken over, whoever enabled it.
    expect((await enable()).outs).toEqual(outs);
    const found = await read();
    expect(found).toEqual({ id, inputs: { domain: DOMAIN }, props: outs });
    await remove();
    expect(await read()).toEqual({ id: "" });
    await remove();
    await expect(signerOf(await sent("after"), resolver)).rejects.toThrow(
      "the message is not signed",
    );
  });

  it("is no signature of what others send in its name", async () => {
    await enable("les-voisins.example");
    await trial.send(25, FROM, "from outside");
    const text = await trial.received(FROM, "from outside");
    expect(text).not.toMatch(/dkim-signature/i);
    // A signature is of the domain that sends, not of the one that receives.
    expect(await sent("to a signer")).not.toMatch(/dkim-signature/i);
  });

  it("is enabled though the vendor is slow, busy, broken and its answers are lost", async () => {
    await trial.faults("mail-async", "api-429", "api-500", "api-lost");
    const made = await enable();
    await made.remove();
    expect(await made.read()).toEqual({ id: "" });
  });

  it("is refused, with what is to be published, in a zone that is elsewhere", async () => {
    const nothing = { zones: [], projects: [], mysql: [] };
    await order(ctx, { ...nothing, mailDomains: ["elsewhere.example"] });
    await expect(enable("elsewhere.example")).rejects.toThrow(
      /cannot publish the keys .*: ovhmo-selector-1\._domainkey\.elsewhere\.example CNAME .*; ovhmo-selector-2/,
    );
  });
});
