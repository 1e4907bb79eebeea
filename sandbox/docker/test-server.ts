import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type Docker from "dockerode";
import type { SandboxContext } from "../context";
import { serverImage } from "../host-tools";
import { type DockerProvider, dockerProvider } from "./provider";

const run = promisify(execFile);
const BOOT_MS = 60_000;
/** In place of systemd, for a fast start: sshd with the test's key, and a Docker engine. */
const INIT = `#!/bin/sh
mkdir -p /run/sshd /root/.ssh
cp /test/key.pub /root/.ssh/authorized_keys && chmod 600 /root/.ssh/authorized_keys
ssh-keygen -A >/dev/null
echo "AcceptEnv ALLOWED_*" >/etc/ssh/sshd_config.d/test.conf
/usr/sbin/sshd
exec dockerd $DOCKERD_OPTIONS
`;

/** A machine on the public network with SSH and an empty Docker engine, for tests: the sandbox's server image without its boot. */
export interface TestServer {
  readonly container: Docker.Container;
  readonly ip: string;
  /** Path of the private key that lets root in. */
  readonly keyFile: string;
  readonly privateKey: string;
  /** A line for \`UserKnownHostsFile\`, and the key alone as \`hostKey\` wants it. */
  readonly knownHosts: string;
  readonly hostKey: string;
  remove(): Promise<void>;
}

export async function startTestServer(
  ctx: SandboxContext,
  mirror?: string,
): Promise<TestServer> {
  const keyFile = join(ctx.folder, "key");
  await run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", keyFile]);
  await writeFile(join(ctx.folder, "init"), INIT, { mode: 0o755 });
  const options = mirror
    ? `--registry-mirror ${mirror} --insecure-registry ${new URL(mirror).host}`
    : "";
  const container = await ctx.docker.createContainer({
    Image: await serverImage(ctx),
    Labels: { ...ctx.labels },
    Env: [`DOCKERD_OPTIONS=${options}`],
    HostConfig: {
      NetworkMode: ctx.extNet.name,
      CapAdd: ["SYS_ADMIN", "NET_ADMIN", "SYS_PTRACE"],
      SecurityOpt: ["seccomp=unconfined", "apparmor=unconfined"],
      MaskedPaths: [],
      ReadonlyPaths: [],
      DeviceCgroupRules: ["a *:* rwm"],
      ...{ CgroupnsMode: "private" },
      Tmpfs: { "/run": "exec", "/tmp": "exec" },
      Binds: [
        `${join(ctx.folder, "init")}:/sbin/init:ro`,
        `${keyFile}.pub:/test/key.pub:ro`,
        `${ctx.ca.certFile}:/usr/local/share/ca-certificates/sandbox.crt:ro`,
      ],
    },
  });
  await container.start();
  const { NetworkSettings } = await container.inspect();
  const ip = NetworkSettings.Networks[ctx.extNet.name]?.IPAddress ?? "";
  const knownHosts = await scan(ip);
  return {
    container,
    ip,
    keyFile,
    privateKey: await readFile(keyFile, "utf8"),
    knownHosts,
    hostKey: knownHosts.split(" ").slice(1).join(" "),
    remove: () => container.remove({ force: true, v: true }),
  };
}

/** A docker provider that reaches the server as a program's provider would. */
export async function connectedProvider(
  ctx: SandboxContext,
  server: TestServer,
): Promise<DockerProvider> {
  const knownHosts = join(ctx.folder, "known_hosts");
  await writeFile(knownHosts, `${server.knownHosts}\n`);
  const provider = dockerProvider();
  await provider.configure({
    host: `ssh://root@${server.ip}`,
    sshOpts: JSON.stringify([
      ...["-i", server.keyFile],
      ...["-o", `UserKnownHostsFile=${knownHosts}`],
      ...["-o", "StrictHostKeyChecking=yes"],
    ]),
  });
  return provider;
}

async function scan(ip: string): Promise<string> {
  for (const end = Date.now() + BOOT_MS; Date.now() < end; await sleep(300)) {
    const { stdout } = await run("ssh-keyscan", ["-t", "ed25519", ip]).catch(
      () => ({ stdout: "" }),
    );
    const line = stdout.split("\n").find((text) => text.startsWith(ip));
    if (line) return line.trim();
  }
  throw new Error(`no sshd on ${ip} within ${BOOT_MS / 1000} s`);
}
