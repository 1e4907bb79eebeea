import { execFileSync } from "node:child_process";
import {
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cloudConfig } from "./cloud-init";

it("is a cloud-config that closes passwords and root, and knows one kind of host key", () => {
  const text = cloudConfig("debian");
  expect(text).toMatch(/^#cloud-config\n/);
  const config = JSON.parse(text.slice(text.indexOf("\n"))) as {
    write_files: { path: string; content: string }[];
  } & Record<string, unknown>;
  expect(config).toMatchObject({
    ssh_pwauth: false,
    disable_root: true,
    ssh_genkeytypes: ["ed25519"],
  });
  const sshd = config.write_files.find(({ path }) =>
    path.startsWith("/etc/ssh/"),
  );
  expect(sshd?.content).toMatch(
    /^PasswordAuthentication no\nPermitRootLogin no$/m,
  );
  const dockerd = config.write_files.find(
    ({ path }) => path === "/etc/docker/daemon.json",
  );
  expect(JSON.parse(dockerd?.content ?? "")).toHaveProperty("log-opts");
});

it("installs what is missing, the client too, and nothing where nothing is", () => {
  const text = cloudConfig("debian");
  const { runcmd } = JSON.parse(text.slice(text.indexOf("\n"))) as {
    runcmd: string[][];
  };
  const folder = mkdtempSync(join(tmpdir(), "epicerie-cloud-init-"));
  const tool = (name: string, script: string): void =>
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, {
      mode: 0o755,
    });
  const run = (): string => {
    const [, ...words] = runcmd[0] ?? [];
    execFileSync("/bin/sh", words, { env: { PATH: folder } });
    return readFileSync(join(folder, "log"), "utf8");
  };
  for (const name of ["seq", "cut", "touch", "chmod"])
    symlinkSync(
      execFileSync("sh", ["-c", `command -v ${name}`], {
        encoding: "utf8",
      }).trim(),
      join(folder, name),
    );
  tool("sleep", "");
  tool("apt-cache", "echo 'docker-cli - Docker client'");
  tool("apt-get", "exit 100");
  expect(run).toThrow("Command failed");
  tool(
    "apt-get",
    `echo "$@" >>${folder}/log
if [ "$1" = install ]; then
  for name in dockerd docker mkfs.xfs curl; do touch ${folder}/$name; chmod 755 ${folder}/$name; done
fi`,
  );
  const log = run();
  expect(log).toMatch(
    /^update\ninstall .* docker\.io docker-cli xfsprogs curl ca-certificates\n$/,
  );
  expect(run()).toBe(log);
  rmSync(folder, { recursive: true });
});
