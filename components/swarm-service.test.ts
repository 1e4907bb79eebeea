import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { swarmService } from "./swarm-service";
import { previewOf, the, upOf } from "./testing";

function make(
  startSeconds = 90,
  opts: pulumi.CustomResourceOptions = {},
): docker.Service {
  const provider = new docker.Provider("d", {
    host: "ssh://debian@203.0.113.10",
  });
  const network = new docker.Network(
    "les-amis",
    { name: "les-amis" },
    { provider },
  );
  const secret = {
    id: pulumi.output("s-id"),
    name: pulumi.output("wiki-key-1"),
    path: "key",
  };
  return swarmService(
    "les-amis-wiki",
    {
      docker: provider,
      machine: "commun-1",
      networks: [network],
      container: {
        image: "wiki:1",
        stopGracePeriod: "30s",
        healthcheck: { tests: ["CMD", "true"] },
      },
      secrets: [secret],
      limits: { memoryBytes: 256_000_000, cpus: 0.5, pids: 100 },
      startSeconds,
      log: { megabytes: 10, files: 3 },
      order: "start-first",
    },
    opts,
  );
}

describe("a swarm service", () => {
  const service = async () =>
    the(await upOf(() => make()), "docker:index/service:Service").inputs;

  it("says all four fields of its restart policy, else each up finds a change", async () => {
    expect(await service()).toHaveProperty("taskSpec.restartPolicy", {
      condition: "any",
      delay: "5s",
      maxAttempts: 0,
      window: "0s",
    });
  });

  it("joins its networks by id, else each up replaces it", async () => {
    expect(await service()).toHaveProperty("taskSpec.networksAdvanceds", [
      { id: "les-amis-id" },
    ]);
  });

  it("rolls in the order asked for, and back by itself when the new task is not healthy", async () => {
    const { updateConfig, rollbackConfig, mode } = await service();
    expect(updateConfig).toMatchObject({
      order: "start-first",
      failureAction: "rollback",
    });
    expect(rollbackConfig).toMatchObject({
      order: "start-first",
      failureAction: "pause",
    });
    expect(mode).toEqual({ replicated: { replicas: 1 } });
  });

  it("is waited for as long as it may take to start, and its image to come", async () => {
    expect(await service()).toHaveProperty("convergeConfig", {
      delay: "2s",
      timeout: "6m30s",
    });
  });

  it("is waited for longer than the provider's own 20 minutes, where it may take longer", async () => {
    const seen: pulumi.CustomTimeouts[] = [];
    const transform: pulumi.ResourceTransform = ({ opts }) => {
      if ("customTimeouts" in opts) seen.push(opts.customTimeouts ?? {});
      return undefined;
    };
    await upOf(() => make(3600, { transforms: [transform] }));
    expect(seen).toMatchObject([{ create: "1h6m", update: "1h6m" }]);
  });

  it("is limited in memory, processors, processes and log", async () => {
    expect(await service()).toMatchObject({
      taskSpec: {
        resources: {
          limits: { memoryBytes: 256_000_000, nanoCpus: 500_000_000 },
        },
        containerSpec: {
          labels: [{ label: "org.epicerie.pids", value: "100" }],
        },
        logDriver: { options: { "max-size": "10m", "max-file": "3" } },
      },
    });
  });

  it("mounts its secrets, and has no configs where none are given", async () => {
    const found = await service();
    expect(found).toHaveProperty("taskSpec.containerSpec.secrets", [
      { secretId: "s-id", secretName: "wiki-key-1", fileName: "key" },
    ]);
    expect(found).not.toHaveProperty("taskSpec.containerSpec.configs");
  });

  it("carries the name of its machine, and is registered alike in a preview", async () => {
    expect((await service()).labels).toEqual([
      { label: "org.epicerie.machine", value: "commun-1" },
    ]);
    expect(
      the(await previewOf(() => make()), "docker:index/service:Service").name,
    ).toBe("les-amis-wiki");
  });
});
