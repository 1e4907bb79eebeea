import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { type EngineOptions, preview, up } from "../engine/engine";
import { Dkim } from "./dkim";
import { DomainOrder } from "./domain-order";
import { Mailbox } from "./mailbox";
import { MysqlService } from "./mysql-service";
import { OvhProject } from "./ovh-project";
import { Redirection } from "./redirection";
import { Responder } from "./responder";
import { echo, stackOf, the, upOf } from "./testing";

const domain = "les-amis.example";
const account = "contact";

/** Each component that takes over what was imported, the type of that, and what becomes of it. */
const TAKERS: readonly [
  type: string,
  make: () => unknown,
  op: "same" | "update",
][] = [
  [
    "ovhmail:index:Mailbox",
    () =>
      new Mailbox("one", {
        ...{ account, domain, description: "Les Amis", disposable: false },
      }),
    // It gets a password that we know.
    "update",
  ],
  [
    "ovhmail:index:Redirection",
    () => new Redirection("one", { account, domain, to: ["a@b.example"] }),
    "same",
  ],
  [
    "ovhmail:index:Responder",
    () => new Responder("one", { account, domain, message: "Absents." }),
    "same",
  ],
  ["ovhmail:index:Dkim", () => new Dkim("one", { domain }), "same"],
  [
    "ovh:Hosting/privateDatabase:PrivateDatabase",
    () =>
      new MysqlService("one", {
        displayName: "Sol&TIC",
        plan: "private-sql-512-instance",
        engine: "mariadb_11.4",
        datacenter: "gra3",
      }),
    "same",
  ],
  [
    "ovh:CloudProject/project:Project",
    () =>
      new OvhProject("one", {
        order: { description: "Sol&TIC" },
        regions: [],
        technicalUsers: [],
      }),
    "same",
  ],
  [
    "ovh:Domain/zone:Zone",
    () => new DomainOrder("one", { domain, order: "zone" }),
    "same",
  ],
  [
    "ovh:Domain/name:Name",
    () => new DomainOrder("one", { domain, order: { owner: 1 } }),
    "same",
  ],
];

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "epicerie-imported-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const options = (make: () => unknown): EngineOptions => ({
  ...stackOf(folder, make),
  providers: echo,
});

/** What `pulumi import` leaves in the state: the resource alone, without a parent, protected. */
async function imported(type: string, make: () => unknown): Promise<void> {
  const { name, inputs } = the(await upOf(make), type);
  const alone = () =>
    new (class extends pulumi.CustomResource {})(type, name, inputs, {
      protect: true,
    });
  expect((await up(options(alone))).diagnostics).toEqual([]);
}

it.each(TAKERS)(
  "%s that was imported is taken over by its component, not made a second time",
  async (type, make, op) => {
    await imported(type, make);
    const { diagnostics, steps } = await preview(options(make));
    expect(diagnostics).toEqual([]);
    const told = steps.filter((step) => step.type === type);
    expect(told.map((step) => step.op)).toEqual([op]);
  },
);
