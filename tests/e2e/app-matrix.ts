import type { Result } from "../../engine/engine";
import {
  type Beneficiary,
  resolveBeneficiary,
} from "../../infra/model/beneficiary";
import { gigabytes } from "../../infra/model/define";
import type { BeneficiaryInput } from "../../infra/model/input";
import { type Model } from "../../infra/model/model";
import { loadModel } from "../../infra/stack-files";
import { ProblemList } from "../../infra/model/problems";
import { OwnSandbox } from "./own-sandbox";
import type { WebClient } from "./web-client";
import type { BeneficiaryOutputs, Ssh } from "./world";

export const MINUTE = 60_000;
export const DOMAIN = "la-halle.example";
export const FOLDER = "/srv/la-halle";

export const INPUT: BeneficiaryInput = {
  name: "la-halle",
  displayName: "La Halle & Cie",
  contact: "contact@la-halle.example",
  domain: DOMAIN,
  server: "commun-1",
  disk: gigabytes(8),
  mailboxes: ["contact"],
  apps: [
    { app: "dokuwiki", at: "wiki" },
    { app: "etherpad", at: "pad" },
    { app: "kanboard", at: "taches" },
    {
      app: "php-site",
      at: "php",
      database: true,
      cron: {
        compte: {
          schedule: "*:*:0/10",
          command: ["php", "/var/www/html/compte.php", 'l\'heure, "juste"'],
        },
      },
    },
    { app: "php-site", at: "nu", name: "php-nu" },
    { app: "roundcube", at: "courrier" },
    { app: "spip", at: "journal" },
    { app: "static-site", at: "www" },
  ],
  disposable: true,
};

let sandbox: OwnSandbox;
export let ssh: Ssh;
export let web: WebClient;
let admins: BeneficiaryOutputs["admins"];
export let mailboxes: BeneficiaryOutputs["mailboxes"];

export async function bringUp(): Promise<void> {
  sandbox = await OwnSandbox.start("app-matrix", "10.45.0.0/24", model());
  ({ ssh, web } = await sandbox.platform(model()));
  ({ admins, mailboxes } = await sandbox.outputsOf<BeneficiaryOutputs>(
    INPUT.name,
    model(),
  ));
}

/** Leaves nothing running. */
export async function takeDown(): Promise<void> {
  await sandbox?.stop();
}

/** Our one association on the platform of `stacks/`, each app's memory raised by so many megabytes. */
export function model(moreMemory = 0): Model {
  const declared = loadModel();
  const { platform } = declared;
  const problems = new ProblemList("la-halle.ts");
  const resolved = resolveBeneficiary(INPUT, INPUT.name, platform, problems);
  if (!platform || !resolved) throw new Error(JSON.stringify(problems.all));
  const apps = resolved.apps.map((app) => ({
    ...app,
    memory: (app.memory + moreMemory) as typeof app.memory,
  }));
  const beneficiaries: Beneficiary[] = [{ ...resolved, apps }];
  return { ...declared, beneficiaries, problems: [] };
}

/** What an `up` of the association changes; it must succeed. */
export async function upWith(of: Model): Promise<Result["changes"]> {
  const { ok, changes, diagnostics } = await sandbox.upOf(INPUT.name, of);
  if (!ok)
    throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return changes;
}

/** The certificate of this sandbox's authority. */
export const authority = (): Buffer => sandbox.authority();

export function adminOf(at: string): { name: string; password: string } {
  const admin = admins[`${at}.${DOMAIN}`];
  if (!admin) throw new Error(`${at} has no administrator`);
  return admin;
}

export const page = async (at: string, path: string): Promise<string> =>
  (await web.ask(`${at}.${DOMAIN}`, path)).body;

/** The address of one of the sandbox's services. */
export const serviceAddress = (name: string): Promise<string> =>
  sandbox.serviceAddress(name);

/** The hidden fields of the form that holds `field`, as a browser would send them back. */
export function hidden(body: string, field: string): Record<string, string> {
  const forms = body
    .split("<form")
    .slice(1)
    .map((part) => part.split("</form>")[0] ?? "");
  const form = forms.find((part) => part.includes(field)) ?? "";
  const fields: Record<string, string> = {};
  for (const [input] of form.matchAll(
    /<input[^>]*type=["']hidden["'][^>]*>/g,
  )) {
    const attribute = (name: string): string =>
      new RegExp(`\\b${name}=["']([^"']*)["']`).exec(input)?.[1] ?? "";
    fields[attribute("name")] ??= attribute("value").replaceAll("&amp;", "&");
  }
  return fields;
}
