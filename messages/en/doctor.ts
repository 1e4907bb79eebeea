import type { doctor as fr } from "../fr/doctor";

/** What `doctor` looks for, and how to get what is missing. */
export const doctor = {
  present: () => "present",
  missing: () => "MISSING",
  optional: () => "absent (optional)",
  ready: () => "This machine has all it takes.",
  notReady: (count) =>
    count > 1 ? `${count} things are missing.` : "One thing is missing.",
  node: () => "Node.js 20 or newer",
  nodeRemedy: () => "install Node 20, 22 or 24: https://nodejs.org",
  npm: () => "npm",
  npmRemedy: () => "npm comes with Node.js; on Debian: apt-get install npm",
  docker: () => "Docker engine",
  dockerRemedyRoot: () =>
    "nothing to do: the first command installs the distribution's engine",
  dockerRemedyUser: () =>
    "ask the administrator: apt-get install docker.io, then adduser <you> docker",
  root: () => "administrator rights (the sandbox's disks)",
  rootRemedy: () => "run the demo as root (sudo npm run demo)",
  disk: (free) => `free disk space: ${free}`,
  diskRemedy: (needed) => `make room: ${needed} are needed`,
  memory: (total) => `memory: ${total}`,
  memoryRemedy: (needed) => `${needed} are needed; close other programs`,
  cgroup: (version) => `control groups of the kernel (cgroup ${version})`,
  cgroupRemedy: () =>
    "mount /sys/fs/cgroup: the sandbox needs it to limit memory",
  pulumi: () => '"pulumi" command (production)',
  pulumiRemedy: () =>
    "for production only: https://www.pulumi.com/docs/install/",
  plugins: (missing) =>
    missing ? `Pulumi plugins (missing: ${missing})` : "Pulumi plugins",
  pluginsRemedy: () => "pulumi install, in this folder",
  chromium: () => "Chromium browser (tests only)",
  chromiumRemedy: () =>
    "apt-get install chromium; npm test does it itself as root",
} satisfies typeof fr;
