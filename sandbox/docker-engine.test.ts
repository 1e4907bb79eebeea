import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findEngine } from "./docker-engine";
import { SandboxProblem } from "./problem";

describe("the search for a Docker engine", () => {
  let folder: string;
  const configured = process.env.DOCKER_HOST;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "epicerie-engine-"));
  });
  afterEach(() => {
    delete process.env.DOCKER_HOST;
    if (configured !== undefined) process.env.DOCKER_HOST = configured;
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("fails when the configured engine does not answer, and starts no other in its place", async () => {
    process.env.DOCKER_HOST = `unix://${folder}/none.sock`;
    const told: string[] = [];
    const search = findEngine(folder, ({ step }) => told.push(step));
    const problem = await search.catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(SandboxProblem);
    expect(problem).toMatchObject({
      code: "no-engine",
      params: {
        tried: expect.stringContaining(`${folder}/none.sock`) as string,
        remedy: "sudo apt-get install docker.io",
      },
    });
    expect(told).toEqual([]);
  });
});
