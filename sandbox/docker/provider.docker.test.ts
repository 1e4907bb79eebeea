import { appImagesUp, mirrorUrl } from "../app-images";
import { mustExecIn } from "../container-exec";
import { createPublicNetwork } from "../public-network";
import type { Json, ResourceProvider } from "../resource-provider";
import { type TestContext, openTestContext } from "../test-context";
import { checked, create as createWith, read } from "../testing";
import { dockerProvider } from "./provider";
import {
  type TestServer,
  connectedProvider,
  startTestServer,
} from "./test-server";

/** A digest of Docker Hub's, which the sandbox's registry cannot have. */
const IMAGE = `caddy:2.8.4@sha256:${"0".repeat(64)}`;
const HEALTHY = ["CMD", "curl", "-fsS", "http://127.0.0.1/"];

jest.setTimeout(300_000);

let test: TestContext;
let server: TestServer;
let provider: ResourceProvider;

beforeAll(async () => {
  test = await openTestContext();
  const { ctx } = test;
  await createPublicNetwork(ctx.docker, ctx.store, ctx.extNet, ctx.labels);
  await appImagesUp(ctx, [IMAGE]);
  server = await startTestServer(ctx, mirrorUrl(ctx));
  provider = await connectedProvider(ctx, server);
  await docker(`swarm init --advertise-addr ${server.ip}`);
});
afterAll(() => test.close());

describe("a service with all that an application needs", () => {
  let made: { id: string; outs: Json };
  let inputs: Json;
  let network: string;

  beforeAll(async () => {
    await mustExecIn(server.container, ["mkdir", "-p", "/srv/site"]);
    await mustExecIn(server.container, ["cp", "/etc/hostname", "/srv/site"]);
    const net = { name: "net", driver: "overlay", attachable: true };
    const { id, outs } = await create("network:Network", "net", net);
    network = id;
    // What is not told here, the real provider would replace the network for.
    expect(outs).toMatchObject({ driver: "overlay", ipamDriver: "default" });
    const secret = await create("secret:Secret", "password", {
      name: "password",
      data: Buffer.from("s3cr3t").toString("base64"),
    });
    const config = await create("serviceConfig:ServiceConfig", "file", {
      name: "file",
      dataRaw: "hello",
    });
    inputs = serviceInputs({ VISIBLE: "1" }, IMAGE, {
      networksAdvanceds: [{ id: network, aliases: ["site"] }],
    });
    const { containerSpec } = inputs.taskSpec as { containerSpec: Json };
    Object.assign(containerSpec, {
      mounts: [{ type: "bind", source: "/srv/site", target: "/site" }],
      secrets: [
        { secretId: secret.id, secretName: "password", fileName: "password" },
      ],
      configs: [
        { configId: config.id, configName: "file", fileName: "/etc/file" },
      ],
    });
    made = await create("service:Service", "site", inputs);
  });

  it("runs the image of the sandbox's registry, whatever digest was asked for", async () => {
    expect(await docker("service ls --format {{.Replicas}}")).toBe("1/1");
    const format = "{{.Spec.TaskTemplate.ContainerSpec.Image}}";
    expect(await docker(`service inspect site -f ${format}`)).toMatch(
      /^caddy:2.8.4@sha256:(?!0{64})/,
    );
    expect(made.outs).toMatchObject({ name: "site", id: made.id });
  });

  it("gives the task its secret, configuration, environment and folder", async () => {
    const seen = await inTask(
      "cat /run/secrets/password /etc/file /site/hostname; echo $VISIBLE",
    );
    expect(seen).toMatch(/^s3cr3thello.*\n1$/s);
  });

  it("shows no change when nothing was changed by hand", async () => {
    const urn = urnOf("service:Service", "site");
    const props = await read(provider, urn, made);
    expect(props).toEqual(made.outs);
  });

  it("shows what was changed by hand", async () => {
    await docker("service update -q --detach=false --env-add HAND=1 site");
    const urn = urnOf("service:Service", "site");
    const props = await read(provider, urn, made);
    expect(props).toMatchObject({
      taskSpec: { containerSpec: { env: { HAND: "1", VISIBLE: "1" } } },
    });
  });

  it("rolls to a changed environment and waits for it", async () => {
    await update(made, changed(inputs, { VISIBLE: "2" }));
    expect(await inTask("echo $VISIBLE")).toBe("2");
  });

  it("fails on an image that does not exist, says which, and leaves the old task running", async () => {
    const before = await docker("ps -q");
    const news = changed(inputs, { VISIBLE: "3" }, "missing:1");
    await expect(update(made, news)).rejects.toThrow(
      /^Service "site": rollback completed: No such image: missing:1/,
    );
    expect(await docker("ps -q")).toBe(before);
  });

  it("is gone with its task when it is deleted, and its network can go at once", async () => {
    await remove("service:Service", made);
    expect(await docker("ps -aq")).toBe("");
    await remove("network:Network", { id: network, outs: {} });
    expect(await docker("network ls -q -f name=^net$")).toBe("");
  });
});

describe("a service that never gets healthy", () => {
  it("fails within its time limit, says what its task said, and leaves nothing behind", async () => {
    const inputs = serviceInputs({}, IMAGE, {
      restartPolicy: { condition: "none" },
    });
    Object.assign((inputs.taskSpec as { containerSpec: Json }).containerSpec, {
      commands: ["sh", "-c", "echo no database; exit 4"],
    });
    inputs.convergeConfig = { delay: "1s", timeout: "6s" };
    await expect(create("service:Service", "ill", inputs)).rejects.toThrow(
      /^Service "ill" did not converge after 6 s: task: non-zero exit \(4\)[^]*no database/,
    );
    expect(await docker("service ls -q")).toBe("");
  });

  it("fails early when its image does not exist", async () => {
    const started = Date.now();
    const inputs = serviceInputs({}, "missing:2");
    await expect(create("service:Service", "lost", inputs)).rejects.toThrow(
      /^Service "lost" did not converge: No such image: missing:2/,
    );
    expect(Date.now() - started).toBeLessThan(60_000);
  });
});

describe("a container", () => {
  const inputs = {
    name: "proxy",
    image: IMAGE,
    restart: "always",
    memory: 64,
    ports: [{ internal: 80, external: 8080 }],
    volumes: [{ hostPath: "/srv/site", containerPath: "/site" }],
    healthcheck: { tests: HEALTHY, interval: "1s" },
    wait: true,
  };
  let made: { id: string; outs: Json };

  it("serves on its port once it is healthy", async () => {
    made = await create("container:Container", "proxy", inputs);
    const answer = await fetch(`http://${server.ip}:8080/`);
    expect(answer.status).toBe(200);
    const told = { envs: [], securityOpts: [] };
    expect(made.outs).toMatchObject({ ...told, image: IMAGE, mustRun: true });
    const urn = urnOf("container:Container", "proxy");
    const props = await read(provider, urn, made);
    expect(props).toEqual(made.outs);
  });

  it("gets more memory without being replaced", async () => {
    const urn = urnOf("container:Container", "proxy");
    const news = await checked(provider, urn, {
      ...inputs,
      memory: 96,
      memorySwap: -1,
    });
    await provider.update(made.id, urn, made.outs, news);
    const memory = await docker("inspect proxy -f {{.HostConfig.Memory}}");
    expect(Number(memory)).toBe(96 * 1024 * 1024);
  });

  it("is started again when somebody stopped it", async () => {
    await docker("stop -t 1 proxy");
    const urn = urnOf("container:Container", "proxy");
    const props = await read(provider, urn, made);
    expect(props).toMatchObject({ mustRun: false });
    const news = await checked(provider, urn, inputs);
    await provider.update(made.id, urn, props as Json, news);
    expect(await docker("inspect proxy -f {{.State.Running}}")).toBe("true");
  });

  it("fails on a taken port and leaves no second container behind", async () => {
    const second = { ...inputs, name: "second", wait: false };
    await expect(
      create("container:Container", "second", second),
    ).rejects.toThrow(/Unable to start container "second".*8080/);
    expect(await docker("ps -aq -f name=second")).toBe("");
  });

  it("fails on an image that does not exist, and names it", async () => {
    const lost = { name: "lost", image: "missing:3" };
    await expect(create("container:Container", "lost", lost)).rejects.toThrow(
      /unable to pull image missing:3/,
    );
  });

  it("is gone after its deletion, which may be asked for twice", async () => {
    await remove("container:Container", made);
    await remove("container:Container", made);
    expect(await docker("ps -aq")).toBe("");
  });
});

describe("an engine that cannot be reached", () => {
  it("fails with ssh's own reason", async () => {
    const lost = dockerProvider();
    await lost.configure({ host: `ssh://root@${server.ip}:23` });
    const urn = urnOf("volume:Volume", "v");
    await expect(createWith(lost, urn, {})).rejects.toThrow(
      /Error pinging Docker server.*Connection refused/s,
    );
  });
});

function serviceInputs(env: Json, image: string, task: Json = {}): Json {
  return {
    name: "site",
    taskSpec: {
      containerSpec: {
        image,
        env,
        stopGracePeriod: "5s",
        healthcheck: { tests: HEALTHY, interval: "1s", retries: 3 },
      },
      resources: { limits: { memoryBytes: 128 * 1024 * 1024 } },
      ...task,
    },
    endpointSpec: { mode: "dnsrr" },
    updateConfig: {
      order: "start-first",
      failureAction: "rollback",
      monitor: "3s",
    },
    convergeConfig: { delay: "1s", timeout: "60s" },
  };
}

function changed(inputs: Json, env: Json, image?: string): Json {
  const task = inputs.taskSpec as { containerSpec: Json };
  const containerSpec = {
    ...task.containerSpec,
    env,
    ...(image ? { image } : {}),
  };
  return { ...inputs, taskSpec: { ...task, containerSpec } };
}

function create(type: string, name: string, inputs: Json) {
  return createWith(provider, urnOf(type, name), { ...inputs, name });
}

async function update(
  made: { id: string; outs: Json },
  news: Json,
): Promise<void> {
  const urn = urnOf("service:Service", "site");
  await provider.update(
    made.id,
    urn,
    made.outs,
    await checked(provider, urn, news),
  );
}

function remove(type: string, made: { id: string; outs: Json }): Promise<void> {
  return provider.delete(made.id, urnOf(type, "x"), made.outs);
}

function urnOf(type: string, name: string): string {
  const token = `docker:index/${type}`;
  return `urn:pulumi:test::test::${token}::${name}`;
}

/** Runs the server's own Docker client. */
async function docker(words: string): Promise<string> {
  const command = ["docker", ...words.split(" ")];
  return (await mustExecIn(server.container, command)).trim();
}

/** Runs a command in the newest running task. */
async function inTask(command: string): Promise<string> {
  const [task = ""] = (await docker("ps -q")).split("\n");
  const words = ["docker", "exec", task, "sh", "-c", command];
  return (await mustExecIn(server.container, words)).trim();
}
