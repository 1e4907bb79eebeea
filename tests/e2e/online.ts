import type { Browser } from "playwright-core";
import { openBrowser } from "./browser";
import {
  type BeneficiaryOutputs,
  epicerie,
  outputs,
  type PlatformOutputs,
  ProcessWatch,
  type Run,
  settings,
  Ssh,
} from "./world";

export const MINUTE = 60_000;
export const SITE = "https://www.les-amis.example";

/** What the tests look at; set by `bringOnline`. */
export let demo: Run;
/** What the second association's `up` said. */
export let trial: Run;
export let platform: PlatformOutputs;
export let amis: BeneficiaryOutputs;
export let velo: BeneficiaryOutputs;
export let ssh: Ssh;
/** Public address of the server. */
export let server: string;
/** Addresses of the sandbox's services by their names. */
export let services: Readonly<Record<string, string>>;
export let browser: Browser;
export let watch: ProcessWatch;

/** Runs the demo on a bare sandbox, then puts a second association online. */
export async function bringOnline(): Promise<void> {
  watch = new ProcessWatch();
  await epicerie(["sandbox", "down"]);
  demo = await epicerie(["demo", ...settings]);
  if (demo.code !== 0) throw new Error(`the demo failed:\n${demo.text}`);
  trial = await epicerie(["up", "atelier-velo", "--yes", ...settings]);
  if (trial.code !== 0)
    throw new Error(`the second association is not online:\n${trial.text}`);
  platform = await outputs<PlatformOutputs>("prod");
  amis = await outputs<BeneficiaryOutputs>("les-amis");
  velo = await outputs<BeneficiaryOutputs>("atelier-velo");
  ssh = new Ssh(platform);
  server = platform.servers["commun-1"]?.publicIp ?? "";
  services = await serviceAddresses();
  browser = await openBrowser({
    "www.les-amis.example": server,
    "www.atelier-velo.example": server,
  });
}

/** Leaves nothing running. */
export async function takeDown(): Promise<void> {
  watch.stop();
  await browser?.close();
  const { code, text } = await epicerie(["sandbox", "down"]);
  if (code !== 0) throw new Error(`the sandbox stays:\n${text}`);
}

async function serviceAddresses(): Promise<Record<string, string>> {
  const { text } = await epicerie(["sandbox", "status", "--json"]);
  const { parts } = JSON.parse(text) as {
    parts: { name: string; address?: string }[];
  };
  return Object.fromEntries(
    parts.map(({ name, address }) => [name, address ?? ""]),
  );
}
