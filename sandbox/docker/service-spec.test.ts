import type { Json } from "../resource-provider";
import { dockerProvider } from "./provider";
import { driftOf } from "./service-drift";
import { serviceSpec } from "./service-spec";

const URN = "urn:pulumi:s::p::docker:index/service:Service::site";
const INPUTS = {
  name: "site",
  labels: [{ label: "a", value: "b" }],
  taskSpec: {
    containerSpec: {
      image: "wordpress:6",
      env: { B: "2", A: "1" },
      stopGracePeriod: "20s",
      mounts: [{ type: "bind", source: "/srv/x", target: "/x" }],
      secrets: [
        { secretId: "s1", secretName: "password", fileName: "password" },
      ],
      healthcheck: { tests: ["CMD", "true"], interval: "5s" },
    },
    networksAdvanceds: [{ id: "n1" }],
    restartPolicy: {
      condition: "any",
      delay: "5s",
      maxAttempts: 0,
      window: "0s",
    },
    resources: { limits: { memoryBytes: 1024 } },
  },
  endpointSpec: { mode: "dnsrr" },
  updateConfig: { order: "start-first", failureAction: "rollback" },
};

async function check(inputs: Json) {
  const result = await dockerProvider().check(URN, undefined, inputs);
  return { checked: result.inputs as Json, failures: result.failures };
}

describe("a service in the engine's words", () => {
  const spec = serviceSpec(INPUTS, "wordpress:6@sha256:1");

  it("has its durations in nanoseconds, its image resolved, its variables in a stable order", () => {
    expect(spec).toMatchObject({
      Name: "site",
      Labels: { a: "b" },
      Mode: { Replicated: { Replicas: 1 } },
      EndpointSpec: { Mode: "dnsrr" },
      UpdateConfig: { Order: "start-first", Monitor: 5e9, Parallelism: 1 },
      TaskTemplate: {
        ContainerSpec: {
          Image: "wordpress:6@sha256:1",
          Env: ["A=1", "B=2"],
          StopGracePeriod: 20e9,
          Mounts: [{ Type: "bind", Source: "/srv/x", Target: "/x" }],
          Healthcheck: { Test: ["CMD", "true"], Interval: 5e9, Timeout: 0 },
        },
        Networks: [{ Target: "n1" }],
        Resources: { Limits: { MemoryBytes: 1024 } },
        RestartPolicy: { Condition: "any", Delay: 5e9, MaxAttempts: 0 },
      },
    });
  });

  it("makes secrets readable by all in the container, as the real provider does", () => {
    const { TaskTemplate } = spec as { TaskTemplate: { ContainerSpec: Json } };
    expect(TaskTemplate.ContainerSpec.Secrets).toEqual([
      {
        SecretID: "s1",
        SecretName: "password",
        File: { Name: "password", UID: "0", GID: "0", Mode: 0o444 },
      },
    ]);
  });

  it("kills at once what has no grace period, as the real provider does", () => {
    const bare = { taskSpec: { containerSpec: { image: "x" } } };
    expect(serviceSpec(bare, "x")).toMatchObject({
      TaskTemplate: { ContainerSpec: { StopGracePeriod: 0 } },
    });
  });
});

describe("the check of a service", () => {
  it("fills in what the real provider does, and lists it block by block", async () => {
    const { checked, failures } = await check({
      ...INPUTS,
      convergeConfig: { timeout: "1m" },
    });
    expect(failures).toEqual([]);
    expect(checked.convergeConfig).toEqual({
      delay: "7s",
      timeout: "1m",
      __defaults: ["delay"],
    });
    expect(checked.updateConfig).toMatchObject({
      monitor: "5s",
      __defaults: ["delay", "maxFailureRatio", "monitor", "parallelism"],
    });
  });

  it.each([
    [
      "a mount of another kind",
      {
        taskSpec: {
          containerSpec: {
            image: "x",
            mounts: [{ type: "nfs", target: "/x" }],
          },
        },
      },
      "taskSpec.containerSpec.mounts[0].type",
    ],
    [
      "a duration without a unit",
      { taskSpec: { containerSpec: { image: "x", stopGracePeriod: "20" } } },
      "taskSpec.containerSpec.stopGracePeriod",
    ],
    [
      "a network without name and id",
      {
        taskSpec: {
          containerSpec: { image: "x" },
          networksAdvanceds: [{ aliases: ["a"] }],
        },
      },
      "taskSpec.networksAdvanceds[0]",
    ],
    [
      "replicas of a global service",
      {
        taskSpec: { containerSpec: { image: "x" } },
        mode: { global: true, replicated: { replicas: 2 } },
      },
      "mode.replicated",
    ],
    [
      "a ratio above one",
      {
        taskSpec: { containerSpec: { image: "x" } },
        updateConfig: { maxFailureRatio: "1.5" },
      },
      "updateConfig.maxFailureRatio",
    ],
  ])("refuses %s", async (_case, inputs, property) => {
    const { failures } = await check(inputs);
    expect(failures?.map((failure) => failure.property)).toEqual([property]);
  });
});

describe("what was changed by hand", () => {
  const props = { ...INPUTS, mode: { replicated: { replicas: 1 } } };
  const found = () =>
    structuredClone({ Spec: serviceSpec(INPUTS, "wordpress:6@sha256:1") }) as {
      Spec: {
        Mode: { Replicated: { Replicas: number } };
        TaskTemplate: { ContainerSpec: { Image: string } };
      };
    };

  it("is nothing for a service as it was made, whatever digest it runs", () => {
    expect({ ...props, ...driftOf(props, found()) }).toEqual(props);
  });

  it("shows in replicas and image", () => {
    const changed = found();
    changed.Spec.Mode.Replicated.Replicas = 3;
    changed.Spec.TaskTemplate.ContainerSpec.Image = "wordpress:5";
    expect(driftOf(props, changed)).toMatchObject({
      mode: { replicated: { replicas: 3 } },
      taskSpec: { containerSpec: { image: "wordpress:5" } },
    });
  });
});

describe("the second run of a program", () => {
  const secondRun = async (taskSpec: Json) => {
    const { checked } = await check({ name: "site", taskSpec });
    const old = { inputs: checked, outputs: checked };
    const diff = await dockerProvider().diffInputs("s", URN, old, checked);
    return { changes: diff.changes, replaces: diff.replaces };
  };
  const container = (startPeriod: string): Json => ({
    containerSpec: { image: "x", healthcheck: { tests: [], startPeriod } },
  });

  it("changes nothing", async () => {
    const taskSpec = { ...container("1m"), networksAdvanceds: [{ id: "n" }] };
    expect((await secondRun(taskSpec)).changes).toBe(false);
  });

  it("changes a duration that the real provider would write otherwise", async () => {
    expect(await secondRun(container("60s"))).toEqual({
      changes: true,
      replaces: [],
    });
  });

  it("replaces a service that names its network in place of giving its id", async () => {
    const taskSpec = { ...container("5s"), networksAdvanceds: [{ name: "n" }] };
    expect(await secondRun(taskSpec)).toEqual({
      changes: true,
      replaces: ["taskSpec"],
    });
  });
});

describe("another value of a secret", () => {
  const SECRET = "urn:pulumi:s::p::docker:index/secret:Secret::password";
  const replacement = async (inputs: Json) => {
    const provider = dockerProvider();
    const checked = async (data: string) =>
      (await provider.check(SECRET, undefined, { ...inputs, data }))
        .inputs as Json;
    const [inputsNow, news] = [await checked("YQ=="), await checked("Yg==")];
    const old = { inputs: inputsNow, outputs: inputsNow };
    const name = inputsNow.name as string;
    return provider.diffInputs("s", SECRET, old, { ...news, name });
  };

  it("comes before the old one is gone when the provider names it", async () => {
    const { replaces, deleteBeforeReplace } = await replacement({});
    expect(replaces).toEqual(["data"]);
    expect(deleteBeforeReplace).toBeUndefined();
  });

  it("comes after it when the program names it, whatever the name, unless told otherwise", async () => {
    const { deleteBeforeReplace } = await replacement({ name: "mine" });
    expect(deleteBeforeReplace).toBe(true);
  });
});
