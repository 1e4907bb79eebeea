import { existsSync, readdirSync, readFileSync } from "node:fs";
import { statfs } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import Docker from "dockerode";
import type { Messages } from "../messages/messages";
import type { Context } from "./context";
import { findProgram } from "./pulumi";

/** One thing looked for. */
export interface Finding {
  readonly what: string;
  readonly present: boolean;
  /** The demo does not run without it. */
  readonly necessary: boolean;
  readonly remedy: string;
}

const GIBIBYTE = 1024 ** 3;
/** Images, one server with its volume, and room for builds. Source: images 2.8 GB and server 1 GB as measured, twice over. */
const DISK_NEEDED = 10 * GIBIBYTE;
/** The sandbox's services, one server with the demo's five apps, and Node: 1.4 GB as measured, twice over. */
const MEMORY_NEEDED = 3 * GIBIBYTE;

/** Looks at the machine; starts and changes nothing. */
export async function examine({
  root,
  messages,
}: Pick<Context, "root" | "messages">): Promise<Finding[]> {
  const { doctor } = messages;
  return [
    ...programs(doctor),
    await dockerEngine(doctor),
    {
      what: doctor.root(),
      present: isRoot(),
      necessary: true,
      remedy: doctor.rootRemedy(),
    },
    ...(await capacity(root, messages)),
    cgroup(doctor),
    ...pulumi(root, messages),
    optional(
      doctor.chromium(),
      findProgram("chromium") !== undefined,
      doctor.chromiumRemedy(),
    ),
  ];
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function programs(doctor: Messages["doctor"]): Finding[] {
  const major = Number(process.versions.node.split(".")[0]);
  return [
    {
      what: `${doctor.node()} (${process.versions.node})`,
      present: major >= 20,
      necessary: true,
      remedy: doctor.nodeRemedy(),
    },
    {
      what: doctor.npm(),
      present: findProgram("npm") !== undefined,
      necessary: true,
      remedy: doctor.npmRemedy(),
    },
  ];
}

async function dockerEngine(doctor: Messages["doctor"]): Promise<Finding> {
  const present = await new Docker().ping().then(
    () => true,
    () => false,
  );
  // As root on Debian or Ubuntu the first command installs the engine, so its absence holds nobody up.
  const installs = isRoot() && findProgram("apt-get") !== undefined;
  const remedy = installs
    ? doctor.dockerRemedyRoot()
    : doctor.dockerRemedyUser();
  return { what: doctor.docker(), present, necessary: !installs, remedy };
}

async function capacity(
  root: string,
  { doctor, words }: Messages,
): Promise<Finding[]> {
  const { bavail, bsize } = await statfs(root);
  const [free, memory] = [bavail * bsize, os.totalmem()];
  return [
    {
      what: doctor.disk(words.bytes(free)),
      present: free >= DISK_NEEDED,
      necessary: true,
      remedy: doctor.diskRemedy(words.bytes(DISK_NEEDED)),
    },
    {
      what: doctor.memory(words.bytes(memory)),
      present: memory >= MEMORY_NEEDED,
      necessary: true,
      remedy: doctor.memoryRemedy(words.bytes(MEMORY_NEEDED)),
    },
  ];
}

function cgroup(doctor: Messages["doctor"]): Finding {
  const unified = existsSync("/sys/fs/cgroup/cgroup.controllers");
  const present = unified || existsSync("/sys/fs/cgroup/memory");
  return {
    what: doctor.cgroup(unified ? "v2" : "v1"),
    present,
    necessary: true,
    remedy: doctor.cgroupRemedy(),
  };
}

/** The standard CLI and the plugins of the packages in package.json; only production needs them. */
function pulumi(root: string, { doctor, words }: Messages): Finding[] {
  const folder = path.join(
    process.env.PULUMI_HOME ?? path.join(os.homedir(), ".pulumi"),
    "plugins",
  );
  const installed = existsSync(folder) ? readdirSync(folder) : [];
  const missing = wantedPlugins(root).filter(
    (name) => !installed.some((entry) => entry.startsWith(`resource-${name}-`)),
  );
  return [
    optional(
      doctor.pulumi(),
      findProgram("pulumi") !== undefined,
      doctor.pulumiRemedy(),
    ),
    optional(
      doctor.plugins(words.list(missing)),
      missing.length === 0,
      doctor.pluginsRemedy(),
    ),
  ];
}

function wantedPlugins(root: string): string[] {
  const { dependencies } = JSON.parse(
    readFileSync(path.join(root, "package.json"), "utf8"),
  ) as {
    dependencies: Record<string, string>;
  };
  return Object.keys(dependencies)
    .map(
      (name) =>
        /^@(?:pulumi\/(?!pulumi$|policy$)|ovhcloud\/pulumi-)(.+)$/.exec(
          name,
        )?.[1],
    )
    .filter((name) => name !== undefined);
}

function optional(what: string, present: boolean, remedy: string): Finding {
  return { what, present, necessary: false, remedy };
}
