import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  access,
  cp,
  mkdir,
  readdir,
  readFile,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const PUBLIC_MIRROR = "http://deb.debian.org/debian";
const PUBLIC_SECURITY = "http://deb.debian.org/debian-security";

/** Where this machine gets Debian packages of one suite from, and how. */
export interface AptSources {
  /** The main archive, as debootstrap wants it. */
  readonly mirror: string;
  /** `sources.list` of the images. */
  readonly list: string;
  /** The machine's own ways of reaching archives: proxies, credentials, keys. */
  readonly settings: string;
  /** Folders of `/etc/apt` that the images need too. */
  readonly folders: readonly string[];
  /** Changes with any of the above but credentials. */
  readonly fingerprint: string;
}

/**
 * The machine's own sources for `suite`; Debian's public ones where the machine is of another release, or has no apt.
 * Source: apt-get indextargets, apt-config dump.
 */
export async function aptSources(suite: string): Promise<AptSources> {
  const targets = await output("apt-get", [
    "indextargets",
    "--format",
    "$(CREATED_BY) $(REPO_URI) $(RELEASE) $(COMPONENT)",
  ]);
  const { mirror, list } = sourcesOf(await withoutMirrorLists(targets), suite);
  const settings = settingsOf(await output("apt-config", ["dump"]));
  const folders: string[] = [];
  for (const folder of ["auth.conf.d", "trusted.gpg.d"])
    if (await exists(join("/etc/apt", folder))) folders.push(folder);
  return {
    mirror,
    list,
    settings,
    folders,
    fingerprint: createHash("sha256")
      .update(list + settings)
      .digest("hex"),
  };
}

/** Cloud images name a file with a list of mirrors, which only apt understands: takes the first of each. */
async function withoutMirrorLists(targets: string): Promise<string> {
  let plain = targets;
  const lists = targets.matchAll(/mirror\+file:(\/[^\s]+?)\/?(?= )/g);
  for (const [uri, path = ""] of lists) {
    const text = await readFile(path, "utf8").catch(() => "");
    const first = /^\s*(https?:\S+)/m.exec(text)?.[1];
    if (first !== undefined) plain = plain.replaceAll(uri, first);
  }
  return plain;
}

/** Picks the suite's archives out of apt's index targets, one per line: `Packages <uri> <release> <component>`. */
export function sourcesOf(
  targets: string,
  suite: string,
): { mirror: string; list: string } {
  const lines = new Set<string>();
  let mirror: string | undefined;
  for (const line of targets.split("\n")) {
    const [kind, uri, release, component] = line.split(" ");
    if (kind !== "Packages" || uri === undefined || release === undefined)
      continue;
    if (component !== "main") continue;
    if (release === suite) mirror ??= uri.replace(/\/$/, "");
    if (![suite, `${suite}-updates`, `${suite}-security`].includes(release))
      continue;
    lines.add(`deb ${uri.replace(/\/$/, "")} ${release} main`);
  }
  if (mirror !== undefined)
    return { mirror, list: `${[...lines].join("\n")}\n` };
  const list = [
    `deb ${PUBLIC_MIRROR} ${suite} main`,
    `deb ${PUBLIC_MIRROR} ${suite}-updates main`,
    `deb ${PUBLIC_SECURITY} ${suite}-security main`,
  ];
  return { mirror: PUBLIC_MIRROR, list: `${list.join("\n")}\n` };
}

/** The settings of apt that say how to reach an archive, as apt.conf lines. */
export function settingsOf(dump: string): string {
  const wanted =
    /^Acquire::(https?::|Retries|Check-Valid-Until|Check-Date|ForceIPv|AllowInsecure)/;
  return dump
    .split("\n")
    .filter((line) => wanted.test(line) && !/ "";$/.test(line))
    .filter((line) => !line.includes("AutoDetect"))
    .join("\n")
    .concat("\n");
}

/** Writes an `/etc/apt` for an image's build context. */
export async function writeAptFolder(
  sources: AptSources,
  folder: string,
): Promise<void> {
  await mkdir(join(folder, "apt.conf.d"), { recursive: true });
  await writeFile(join(folder, "sources.list"), sources.list);
  let settings = sources.settings;
  const authorities = "/etc/ssl/certs/ca-certificates.crt";
  if (sources.list.includes("https://") && (await exists(authorities))) {
    // Until the image has ca-certificates of its own; the machine's may hold a private authority besides.
    await cp(authorities, join(folder, "host-authorities.crt"));
    settings += 'Acquire::https::CAInfo "/etc/apt/host-authorities.crt";\n';
  }
  await writeFile(join(folder, "apt.conf.d", "05host"), settings);
  for (const name of sources.folders)
    for (const file of await readdir(join("/etc/apt", name)))
      await copyReadable(
        join("/etc/apt", name, file),
        join(folder, name),
        file,
      );
}

async function copyReadable(
  from: string,
  folder: string,
  name: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const content = await readFile(from).catch(() => undefined);
  if (content !== undefined)
    await writeFile(join(folder, name), content, { mode: 0o644 });
}

async function output(command: string, args: string[]): Promise<string> {
  return run(command, args).then(
    ({ stdout }) => stdout,
    () => "",
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
