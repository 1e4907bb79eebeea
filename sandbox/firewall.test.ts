import { spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { enginesHere, withoutDocker } from "./firewall";

const BEFORE = `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
-A INPUT -p tcp --dport 22 -j ACCEPT
COMMIT
`;

const WITH_DOCKER = `*filter
:INPUT ACCEPT [7:420]
:FORWARD DROP [0:0]
:DOCKER - [0:0]
:DOCKER-ISOLATION-STAGE-1 - [0:0]
:DOCKER-USER - [0:0]
-A INPUT -p tcp --dport 22 -j ACCEPT
-A INPUT -p tcp --dport 443 -j ACCEPT
-A FORWARD -j DOCKER-USER
-A FORWARD -j DOCKER-ISOLATION-STAGE-1
-A DOCKER-ISOLATION-STAGE-1 -j RETURN
-A DOCKER-USER -j RETURN
COMMIT
`;

describe("the host's firewall after a private engine", () => {
  it("is as it was, with what others added meanwhile", () => {
    expect(withoutDocker(WITH_DOCKER, BEFORE)).toBe(`*filter
:INPUT ACCEPT [7:420]
:FORWARD ACCEPT [0:0]
-A INPUT -p tcp --dport 22 -j ACCEPT
-A INPUT -p tcp --dport 443 -j ACCEPT
COMMIT
`);
  });

  it("forwards again where nothing said otherwise", () => {
    expect(withoutDocker(WITH_DOCKER, "")).toContain(":FORWARD ACCEPT");
  });
});

describe("the engines whose chains must stay", () => {
  it("are those in this machine's network, not those of servers in containers", async () => {
    const folder = mkdtempSync(join(tmpdir(), "epicerie-firewall-"));
    const program = join(folder, "dockerd");
    copyFileSync("/usr/bin/sleep", program);
    const here = spawn(program, ["60"]);
    const elsewhere = spawn("unshare", ["--net", program, "60"]);
    try {
      for (const { pid } of [here, elsewhere]) await isNamed(pid, "dockerd");
      const found = await enginesHere();
      expect(found).toContain(here.pid);
      expect(found).not.toContain(elsewhere.pid);
    } finally {
      here.kill();
      elsewhere.kill();
      rmSync(folder, { recursive: true });
    }
  });
});

/** Waits until a process has become that program. */
async function isNamed(pid: number | undefined, name: string): Promise<void> {
  const file = `/proc/${String(pid)}/comm`;
  while (readFileSync(file, "utf8").trim() !== name)
    await new Promise((done) => setTimeout(done, 20));
}
