import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import {
  echo,
  namesOf,
  type Registered,
  registered,
  the,
  upOf,
} from "../components/testing";
import { up } from "../engine/engine";
import type { InProcessProvider } from "../engine/provider";
import { createMail, createOutgoingMail, signMail } from "./beneficiary-mail";
import type { Beneficiary } from "./model/beneficiary";
import { beneficiaryWith, modelWith, platformWith } from "./model/testing";
import { stackIn } from "./testing";

const DOMAIN = "les-amis.example";
const platform = platformWith({ outgoingMail: { limit: 50, minutes: 5 } });
const server = {
  host: "203.0.113.10",
  user: "debian",
  privateKey: "KEY",
  hostKey: "ssh-ed25519 AAAA",
};

function beneficiary(more: object): Beneficiary {
  const { model, problems } = beneficiaryWith(more, platform);
  if (!model) throw new Error(problems.join("\n"));
  return model;
}

jest.setTimeout(30_000);

const inputsOf = (all: readonly Registered[], type: string) =>
  all.filter((one) => one.type === type).map(({ inputs }) => inputs);

describe("the addresses of a beneficiary", () => {
  const made = (more: object) =>
    upOf(() => createMail(beneficiary(more), DOMAIN));

  it("store mail as the file says, in its name, protected unless it is disposable", async () => {
    const big = { name: "archives", size: 500, passwordVersion: 2 };
    const mailboxes = ["contact", big];
    const all = await made({ mailboxes });
    expect(inputsOf(all, "ovhmail:index:Mailbox")).toMatchObject([
      {
        accountName: "archives",
        description: "Les Amis",
        domain: DOMAIN,
        size: 500_000_000,
      },
      { accountName: "contact", size: 5_000_000_000 },
    ]);
    const passwords = "random:index/randomPassword:RandomPassword";
    expect(inputsOf(all, passwords)[0]).toMatchObject({
      keepers: { version: "2" },
    });
    const isKept = async (disposable: boolean): Promise<boolean> =>
      the(
        await made({ mailboxes: ["contact"], disposable }),
        "ovhmail:index:Mailbox",
      ).protect;
    expect([await isKept(false), await isKept(true)]).toEqual([true, false]);
  });

  it("forward as the file says, with a copy where the mailbox itself is among the targets", async () => {
    const all = await made({
      mailboxes: ["contact"],
      redirections: {
        bureau: ["contact"],
        contact: ["contact", "a@ailleurs.example"],
      },
    });
    expect(inputsOf(all, "ovhmail:index:Redirection")).toEqual([
      {
        domain: DOMAIN,
        from: `bureau@${DOMAIN}`,
        to: `contact@${DOMAIN}`,
        localCopy: false,
      },
      {
        domain: DOMAIN,
        from: `contact@${DOMAIN}`,
        to: "a@ailleurs.example",
        localCopy: true,
      },
    ]);
  });

  it("answer by themselves as the file says", async () => {
    const responders = { contact: { message: "Absents.", to: "2026-08-31" } };
    const all = await made({ mailboxes: ["contact"], responders });
    expect(inputsOf(all, "ovhmail:index:Responder")).toEqual([
      {
        account: "contact",
        domain: DOMAIN,
        content: "Absents.",
        copy: true,
        to: "2026-08-31T23:59:59+02:00",
      },
    ]);
  });

  it("are returned where they store mail", async () => {
    let boxes: string[] = [];
    await upOf(() => {
      const more = { mailboxes: ["contact", "accueil"] };
      const made = createMail(beneficiary(more), DOMAIN);
      boxes = made.map(({ address }) => address);
    });
    expect(boxes).toEqual([`contact@${DOMAIN}`, `accueil@${DOMAIN}`]);
  });
});

describe("of a beneficiary's mail", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "epicerie-mail-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each([
    [
      "an answer waits for its mailbox",
      "Responder",
      "Mailbox::les-amis-contact",
    ],
    ["the signature waits for the records", "Dkim", "ZoneRecord::les-amis-spf"],
  ])("%s", async (_what, later, failing) => {
    const model = modelWith({
      prod: {},
      "les-amis": {
        mailboxes: ["contact"],
        responders: { contact: { message: "Absents." } },
      },
    });
    const { create, ...others } = echo();
    const typesAfter = async (urn: string): Promise<string[]> => {
      const providers = (): InProcessProvider => ({
        ...others,
        create: async (of, inputs) => {
          if (of.endsWith(urn) || !create) throw new Error("it failed");
          return create(of, inputs);
        },
      });
      const at = mkdtempSync(join(folder, "stack-"));
      await up(stackIn(at, model, "prod"));
      const stack = stackIn(at, model, "les-amis");
      const result = await up({ ...stack, providers });
      return registered(result).map(({ type }) => type);
    };
    const type = `ovhmail:index:${later}`;
    expect(await typesAfter("::none")).toContain(type);
    expect(await typesAfter(failing)).not.toContain(type);
  });
});

describe("the signature of its mail", () => {
  const signed = async (mailboxes: string[]): Promise<string[]> => {
    const made = () => signMail(beneficiary({ mailboxes }), DOMAIN, []);
    return namesOf(await upOf(made), "epicerie:components:Dkim");
  };

  it("is there with the first mailbox, and not before", async () => {
    expect(await signed([])).toEqual([]);
    expect(await signed(["contact"])).toEqual(["les-amis"]);
  });
});

describe("the way out of its apps' mail", () => {
  const way = async (more: object, domain?: string) => {
    const one = beneficiary({ ...more, ...(domain ? {} : { domain }) });
    let out: ReturnType<typeof createOutgoingMail>;
    await upOf(() => {
      const boxes = domain === undefined ? [] : createMail(one, domain);
      out = createOutgoingMail(one, platform, boxes, server);
    });
    return out;
  };

  it("is as the mailbox that the file says, within the platform's limit", async () => {
    const mailboxes = ["accueil", "contact"];
    const usual = await way({ mailboxes }, DOMAIN);
    expect(usual?.account.from).toBe(`contact@${DOMAIN}`);
    const outgoingMail = { from: "accueil" };
    const other = await way({ mailboxes, outgoingMail }, DOMAIN);
    expect(other?.account.from).toBe(`accueil@${DOMAIN}`);
  });

  it("is none without a domain, or without a mailbox", async () => {
    expect(await way({}, DOMAIN)).toBeUndefined();
    expect(await way({})).toBeUndefined();
  });

  it("fails where its mailbox was not made, which is a defect of ours", async () => {
    const one = beneficiary({ mailboxes: ["contact"] });
    const without = (boxes: never[]): pulumi.Resource | undefined =>
      createOutgoingMail(one, platform, boxes, server);
    await expect(upOf(() => without([]))).rejects.toThrow(
      `les-amis has no mailbox contact@${DOMAIN}`,
    );
  });
});
