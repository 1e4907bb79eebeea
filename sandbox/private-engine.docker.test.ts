import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Trial } from "./private-engine-trial";

jest.setTimeout(120_000);

/**
 * A machine without an engine: namespaces of its own, in which the machine's engine cannot be seen and firewall rules
 * touch nobody.
 */
const BARE_MACHINE = `
set -e
ip link set lo up
for socket in /run/docker.sock /run/containerd/containerd.sock; do
  [ ! -e "$socket" ] || mount --bind /dev/null "$socket"
done
exec "$@"
`;

const isRoot = process.getuid?.() === 0;

describe("a machine on which no Docker engine answers", () => {
  let home: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "epicerie-private-"));
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  // Only root may have namespaces of its own, and start an engine.
  (isRoot ? it : it.skip)(
    "gets a private one inside the sandbox's home, which leaves no trace when it is stopped",
    async () => {
      const node = [process.execPath, "-r", "@swc-node/register"];
      const script = join(__dirname, "private-engine-trial.ts");
      const env = { ...process.env };
      delete env.DOCKER_HOST;
      const { stdout } = await promisify(execFile)(
        "unshare",
        ["--mount", "--net", "bash", "-c", BARE_MACHINE, "bare"].concat(
          node,
          script,
          home,
        ),
        { cwd: join(__dirname, ".."), env },
      );
      expect(JSON.parse(stdout)).toEqual({
        told: ["engine", "engine"],
        isPrivate: true,
        root: join(home, "images"),
        foundAgain: true,
        chainsWhileUp: expect.any(Number) as number,
        chainsAfter: 0,
        answersAfter: false,
      } satisfies Trial);
      expect((JSON.parse(stdout) as Trial).chainsWhileUp).toBeGreaterThan(0);
    },
  );
});
