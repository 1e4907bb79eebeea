import { createConnection } from "node:net";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { X509Certificate } from "node:crypto";
import { mustExecIn } from "../container-exec";
import type { SandboxContext } from "../context";
import { SandboxProblem } from "../problem";

const DAY_MS = 24 * 3600 * 1000;

/** The folder of a service on this machine; its container sees it at /etc/sandbox, read-only. */
export function settingsFolder(ctx: SandboxContext, service: string): string {
  return join(ctx.folder, "services", service);
}

/** The bind of a service's settings. */
export function settingsBind(ctx: SandboxContext, service: string): string {
  return `${settingsFolder(ctx, service)}:/etc/sandbox:ro`;
}

/** Writes what differs, each file atomically; tells whether anything did. */
export async function putSettings(
  ctx: SandboxContext,
  service: string,
  files: Readonly<Record<string, string>>,
): Promise<boolean> {
  let changed = false;
  for (const [name, text] of Object.entries(files)) {
    const path = join(settingsFolder(ctx, service), name);
    if ((await readFile(path, "utf8").catch(() => undefined)) === text)
      continue;
    // The sandbox's folder is closed to others; inside, the daemons' own users must be able to read.
    await mkdir(dirname(path), { recursive: true, mode: 0o755 });
    await writeFile(`${path}.new`, text, { mode: 0o644 });
    await rename(`${path}.new`, path);
    changed = true;
  }
  return changed;
}

/**
 * Puts tls/{cert,key,chain}.pem for these names among a service's settings; new ones when names or authority changed or
 * when they end within 30 days. Returns what changes with the certificate: a daemon that runs keeps the old one.
 */
export async function putCertificate(
  ctx: SandboxContext,
  service: string,
  names: readonly string[],
): Promise<string> {
  const path = join(settingsFolder(ctx, service), "tls", "cert.pem");
  const known = await readFile(path, "utf8").catch(() => undefined);
  if (known !== undefined && isValid(ctx, known, names))
    return new X509Certificate(known).fingerprint256;
  const { cert, key } = await ctx.ca.issue(names);
  await putSettings(ctx, service, {
    "tls/key.pem": key,
    "tls/chain.pem": key + cert,
    "tls/cert.pem": cert,
  });
  return new X509Certificate(cert).fingerprint256;
}

function isValid(
  ctx: SandboxContext,
  pem: string,
  names: readonly string[],
): boolean {
  const cert = readCertificate(pem);
  if (cert === undefined) return false;
  const authority = new X509Certificate(ctx.ca.certPem);
  const covered = (cert.subjectAltName ?? "").split(", ");
  return (
    cert.verify(authority.publicKey) &&
    names.every((name) => covered.includes(`DNS:${name}`)) &&
    new Date(cert.validTo).getTime() - Date.now() > 30 * DAY_MS
  );
}

/** Undefined for what is no certificate, or one that this Node refuses: another is issued in its place. */
function readCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/** A named volume of this sandbox, created unless it is there; returns its name. */
export async function ensureVolume(
  ctx: SandboxContext,
  service: string,
): Promise<string> {
  const name = `epicerie-${ctx.id}-${service}`;
  await ctx.docker.createVolume({ Name: name, Labels: { ...ctx.labels } });
  return name;
}

/** Runs a command in a service's container and returns its output; see `mustExecIn`. */
export function runIn(
  ctx: SandboxContext,
  service: string,
  command: readonly string[],
  stdin?: string,
): Promise<string> {
  const container = ctx.docker.getContainer(`epicerie-${ctx.id}-${service}`);
  return mustExecIn(container, command, stdin);
}

/** Tries until it succeeds, four times a second. Throws SandboxProblem `service-failed` with the last reason after `seconds`. */
export async function untilReady(
  service: string,
  attempt: () => Promise<unknown>,
  seconds = 90,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      await attempt();
      return;
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      if (Date.now() > end)
        throw new SandboxProblem(
          "service-failed",
          { service, detail },
          `the service ${service} does not answer: ${detail}`,
        );
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Opens and closes a TCP connection; rejects when nobody listens or nothing answers within two seconds. */
export function canConnect(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host, port, timeout: 2000 });
    socket.once("connect", () => {
      socket.destroy();
      resolve();
    });
    socket.once("timeout", () => {
      socket.destroy();
      reject(new Error(`${host}:${port} does not answer`));
    });
    socket.once("error", reject);
  });
}
