import { resolveBeneficiary } from "./beneficiary";
import type { Platform } from "./platform";
import { ProblemList } from "./problems";
import {
  BENEFICIARY_INPUT,
  beneficiaryWith,
  MYSQL,
  platformWith,
} from "./testing";

const valid = {
  ...BENEFICIARY_INPUT,
  server: "commun-1",
  disk: 20,
  mailboxes: ["contact"],
  apps: [{ app: "wordpress", at: "www" }],
};

const platform = (override: object = {}): Platform =>
  platformWith({
    servers: { "commun-1": { flavor: "d2-2" }, "commun-2": { flavor: "d2-4" } },
    mysql: MYSQL,
    ...override,
  });

const problemsWith = (
  override: object,
  on = platform(),
  file = "les-amis",
): string[] => beneficiaryWith({ ...valid, ...override }, on, file).problems;

const app = { app: "wordpress", at: "www" };

describe("a beneficiary", () => {
  it("is completed: server, hosts, memory, database names", () => {
    const beneficiary = resolveBeneficiary(
      valid,
      "les-amis",
      platform(),
      new ProblemList("stacks/les-amis.ts"),
    );
    expect(beneficiary).toMatchObject({
      name: "les-amis",
      server: { name: "commun-1" },
      disposable: false,
    });
    expect(beneficiary?.apps).toEqual([
      expect.objectContaining({
        name: "wordpress",
        host: "www.les-amis.example",
        memory: 512,
        databaseName: "les_amis_wordpress",
      }),
    ]);
  });

  it.each(["host", "ingress", "proxy"])(
    "is not called %s, as something of the server's own is",
    (name) => {
      expect(problemsWith({ name }, platform(), name)).toEqual([
        expect.stringMatching(
          /name: each server already has something of this name/,
        ),
      ]);
    },
  );

  it("needs no more than a name, a display name and a contact where there is one server", () => {
    const one = platform({ servers: { "commun-1": { flavor: "d2-2" } } });
    const least = {
      name: "les-amis",
      displayName: "Les Amis",
      contact: "a@les-amis.example",
    };
    expect(
      resolveBeneficiary(least, "les-amis", one, new ProblemList("f.ts")),
    ).toMatchObject({ apps: [], mailboxes: [] });
  });

  it.each([
    [{ nom: "x" }, /^stacks\/les-amis.ts: nom: unknown field/],
    [
      { displayName: undefined },
      /displayName: a value is missing\. Add this field\./,
    ],
    [
      { name: "Les Amis" },
      /name: this name is not allowed \(received: "Les Amis"\)/,
    ],
    [
      { name: "les-autres" },
      /name: the name is not the file's .* name: "les-amis"/,
    ],
    [{ contact: "bureau" }, /contact: this is not an e-mail address/],
    [{ domain: "www" }, /domain: this is not a domain name/],
    [
      { domain: "www.les-amis.example" },
      /domain: this is not a domain name .* without "http:\/\/" or "www\."/,
    ],
    [
      { server: "commun-9" },
      /server: the platform has no such server \(received: "commun-9"\)\. Choose among: commun-1 and commun-2\./,
    ],
    [
      { server: undefined },
      /server: the server must be said\. Add server: "…", among: commun-1 and commun-2\./,
    ],
    [
      { disk: "20" },
      /disk: this is not the right type of value \(received: "20"\)\. Needed: a number with its unit, like gigabytes\(20\), without quotes\./,
    ],
    [{ contact: "élise@les-amis.example" }, /contact: this is not an e-mail/],
    [{ disk: 1.5 }, /disk: this number is not allowed/],
    [
      { diskClass: "fast" },
      /diskClass: there is no such value .* high-speed-gen2/,
    ],
    [
      { size: "huge" },
      /size: there is no such value \(received: "huge"\)\. Choose among: small, medium and large\./,
    ],
    [
      { disk: 1, apps: [app, { ...app, name: "blog", at: "blog" }] },
      /disk: the disk is too small .* gigabytes\(2\)/,
    ],
    [
      { mailboxes: ["Contact"] },
      /mailboxes\[0\]: this mailbox name is not allowed \(received: "Contact"\)/,
    ],
    [{ mailboxes: ["a..b"] }, /this mailbox name is not allowed/],
    [
      {
        mailboxes: [],
        mail: "none",
        redirections: { bureau: ["x@elsewhere.example"] },
      },
      /mail: .*\(received: "none"\)/,
    ],
    [
      { mailboxes: ["contact", "contact"] },
      /mailboxes\[1\]: this mailbox is written twice/,
    ],
    [{ mailboxes: [7] }, /mailboxes\[0\]: this is not the right type of value/],
    [{ domain: undefined, apps: [] }, /mailboxes: this needs a domain/],
    [
      { apps: [{ ...app, app: "wordpres" }] },
      /apps\[0\]\.app: the catalog has no such app \(received: "wordpres"\)/,
    ],
  ])("refuses %j", (override, message) => {
    expect(problemsWith(override)).toEqual([expect.stringMatching(message)]);
  });

  it("has the disk and the memory of its size, unless they are written", () => {
    const resolve = (override: object) =>
      resolveBeneficiary(
        { ...valid, server: "commun-2", disk: undefined, ...override },
        "les-amis",
        platform(),
        new ProblemList("stacks/les-amis.ts"),
      );
    const given = (override: object) => {
      const { size, disk, apps = [] } = resolve(override) ?? {};
      return [size, disk, apps.map(({ memory }) => memory)];
    };
    expect(given({})).toEqual(["small", 10, [512]]);
    expect(given({ size: "medium" })).toEqual(["medium", 50, [768]]);
    expect(given({ size: "large" })).toEqual(["large", 200, [1024]]);
    expect(given({ size: "large", disk: 7 })).toEqual(["large", 7, [1024]]);
    expect(given({ size: "large", apps: [{ ...app, memory: 300 }] })).toEqual([
      "large",
      200,
      [300],
    ]);
    expect(resolve({ apps: [] })?.disk).toBeUndefined();
  });

  it("knows where each value comes from", () => {
    const beneficiary = resolveBeneficiary(
      valid,
      "les-amis",
      platform(),
      new ProblemList("stacks/les-amis.ts"),
    );
    expect(beneficiary?.origins).toEqual({
      server: "written",
      mail: "default",
      records: "default",
      size: "default",
      domains: "default",
      disk: "written",
      mailboxes: "written",
      redirections: "default",
      responders: "default",
      apps: "written",
      mysql: "default",
      disposable: "default",
    });
  });

  it("refuses a size whose disk is too small for its apps", () => {
    const blogs = Array.from({ length: 11 }, (_, index) => {
      return { ...app, at: `blog${index}`, name: `blog${index}` };
    });
    expect(problemsWith({ disk: undefined, apps: blogs })).toEqual([
      expect.stringMatching(
        /disk: the disk of size small \(10 GB\) is too small for its apps\. Choose a larger size .* gigabytes\(11\)/,
      ),
    ]);
  });
});
