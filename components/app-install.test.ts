import * as pulumi from "@pulumi/pulumi";
import { catalog } from "../apps-catalog/catalog";
import type { AppContext, AppDefinition } from "../apps-catalog/define-app";
import { installApp, joinApp } from "./app-install";
import { type Registered, the, upOf } from "./testing";

const server = {
  host: "203.0.113.10",
  user: "debian",
  privateKey: "KEY",
  hostKey: "ssh-ed25519 AAAA",
};

/** `password` is no secret here, so that what travels can be looked at. */
function context(): AppContext<pulumi.Output<string>> {
  const password = pulumi.output("it's a password");
  return {
    displayName: "Les Amis",
    contact: "bureau@les-amis.example",
    host: "www.les-amis.example",
    also: [],
    hasDatabase: false,
    hasMail: false,
    get mail(): never {
      throw new Error("no mail");
    },
    mailServers: {
      imap: { host: "imap.example", port: 993 },
      smtp: { host: "smtp.example", port: 465 },
    },
    admin: { name: "epicier", password },
    database: { host: "db", port: 3306, name: "d", user: "u", password },
    service: (name) => name,
    key: () => password,
  };
}

function installed(definition: AppDefinition): Promise<Registered[]> {
  const args = { definition, host: "www.les-amis.example", server };
  return upOf(() => installApp("les-amis-app", args, context(), {}));
}

const script = (resources: readonly Registered[]): Record<string, unknown> =>
  the(resources, "command:remote:Command").inputs;

it("fills an app's form, which travels by standard input", async () => {
  const { create, stdin } = script(await installed(catalog.wordpress));
  expect(stdin).toContain(
    "data-urlencode = \"admin_password=it'\\''s a password\"",
  );
  expect(create).not.toContain("password2");
});

it("runs an app's command as the user it asks for, its fields by standard input", async () => {
  const { create, stdin } = script(await installed(catalog.dokuwiki));
  expect(stdin).toContain("SERVICE='les-amis-app'\nUSER_ID='33'\n");
  expect(stdin).toContain('"user":"epicier"');
  expect(create).not.toContain("epicier");
});

it("does nothing for an app that makes its administrator by itself, or has none", async () => {
  expect(await installed(catalog.etherpad)).toEqual([]);
  expect(await installed(catalog["static-site"])).toEqual([]);
});

describe("an app that joins another", () => {
  const joined = (other?: string): Promise<Registered[]> => {
    const definition = catalog.onlyoffice;
    const host = "office.les-amis.example";
    const args = {
      definition,
      host,
      server,
      ...(other ? { joined: other } : {}),
    };
    return upOf(() => joinApp("les-amis-office", args, context(), {}));
  };

  it("runs its command in the other's container, its key by standard input, whenever one of them has changed", async () => {
    const { create, stdin } = script(await joined("les-amis-nextcloud"));
    expect(stdin).toContain(
      "SERVICE='les-amis-nextcloud'\nAGAIN='yes'\nUSER_ID='33'\n",
    );
    expect(stdin).toContain('"url":"https://www.les-amis.example/"');
    expect(stdin).toContain("a password");
    expect(create).not.toContain("password");
  });

  it("creates nothing where there is no other", async () => {
    expect(await joined()).toEqual([]);
  });
});
