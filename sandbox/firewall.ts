import { execFile } from "node:child_process";
import {
  access,
  readdir,
  readFile,
  readlink,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const FORWARDING = "/proc/sys/net/ipv4/ip_forward";
const BOOT_ID = "/proc/sys/kernel/random/boot_id";

/** What a private engine changes on the host and does not change back when it stops. */
interface FirewallBefore {
  /** As iptables-save prints them. */
  readonly rules: string;
  /** "0" or "1" */
  readonly forwarding: string;
}

/** Notes the host's firewall in `folder` before an engine starts there, once per boot of the machine. */
export async function rememberFirewall(folder: string): Promise<void> {
  const file = await noteOf(folder);
  const known = await access(file).then(
    () => true,
    () => false,
  );
  if (known) return;
  const before: FirewallBefore = {
    rules: await currentRules(),
    forwarding: (await readFile(FORWARDING, "utf8")).trim(),
  };
  await writeFile(file, JSON.stringify(before));
}

/** Removes the chains that Docker engines leave behind, unless one was there before ours, or has come since. */
export async function restoreFirewall(folder: string): Promise<void> {
  const text = await readFile(await noteOf(folder), "utf8").catch(() => "");
  if (text === "") return;
  const before = JSON.parse(text) as FirewallBefore;
  if (before.rules.includes("DOCKER") || (await enginesHere()).length > 0)
    return;
  const rules = withoutDocker(await currentRules(), before.rules);
  await restore(rules);
  if (before.forwarding === "0") await writeFile(FORWARDING, "0");
}

/** Process numbers of the Docker engines in this process's own network: those of servers in containers have another. */
export async function enginesHere(): Promise<number[]> {
  const own = await readlink("/proc/self/ns/net");
  const isEngine = async (pid: number): Promise<boolean> => {
    const process = `/proc/${String(pid)}`;
    const name = await readFile(`${process}/comm`, "utf8");
    return (
      name === "dockerd\n" && (await readlink(`${process}/ns/net`)) === own
    );
  };
  const processes = (await readdir("/proc")).map(Number).filter(Boolean);
  const found = await Promise.all(
    // One that ends meanwhile is none.
    processes.map((pid) => isEngine(pid).catch(() => false)),
  );
  return processes.filter((_, index) => found[index]);
}

/** The current rules less Docker's, with the policy for forwarded packets that `before` had. Both as iptables-save prints them. */
export function withoutDocker(current: string, before: string): string {
  const policy = /^:FORWARD \w+/m.exec(before)?.[0] ?? ":FORWARD ACCEPT";
  return current
    .split("\n")
    .filter((line) => !/(^:| )DOCKER/.test(line))
    .map((line) => line.replace(/^:FORWARD \w+/, policy))
    .join("\n");
}

async function noteOf(folder: string): Promise<string> {
  const boot = (await readFile(BOOT_ID, "utf8")).trim();
  return join(folder, `firewall-${boot}.json`);
}

/** The rules of this machine, as iptables-save prints them; "" where there are none to be had. */
export async function currentRules(): Promise<string> {
  return run("iptables-save").then(
    ({ stdout }) => stdout,
    () => "",
  );
}

async function restore(rules: string): Promise<void> {
  const child = run("iptables-restore");
  child.child.stdin?.end(rules);
  await child;
}
