import { type Server, createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { serverImage } from "./host-tools";
import { type ServiceSpec, runService } from "./service-container";
import { TestCloud } from "./openstack/test-cloud";

jest.setTimeout(180_000);

describe("a service of the sandbox", () => {
  let cloud: TestCloud;
  let spec: ServiceSpec;

  beforeAll(async () => {
    cloud = await TestCloud.open();
    spec = {
      name: "sleeper",
      image: await serverImage(cloud.ctx),
      ip: cloud.ctx.extNet.address(20),
      entrypoint: ["sleep", "infinity"],
      env: { A: "1" },
      stopTimeout: 0,
    };
  });
  afterAll(() => cloud.close());

  it("is left alone when it runs as it should", async () => {
    const first = await runService(cloud.ctx, spec);
    const again = await runService(cloud.ctx, spec);
    expect(again.id).toBe(first.id);
    const { State, NetworkSettings } = await again.inspect();
    expect(State.Running).toBe(true);
    expect(NetworkSettings.Networks[cloud.ctx.extNet.name]?.IPAddress).toBe(
      spec.ip,
    );
  });

  it("is started when it was stopped", async () => {
    const before = await runService(cloud.ctx, spec);
    await before.stop({ t: 0 });
    const after = await runService(cloud.ctx, spec);
    expect(after.id).toBe(before.id);
    expect((await after.inspect()).State.Running).toBe(true);
  });

  it("is made anew when its specification or its configuration changed", async () => {
    const ids = new Set<string>();
    for (const change of [{}, { env: { A: "2" } }, { version: "2" }])
      ids.add((await runService(cloud.ctx, { ...spec, ...change })).id);
    expect(ids.size).toBe(3);
  });

  it("fails with a problem that names the port when the port is taken", async () => {
    const squatter = await new Promise<Server>((resolve) => {
      const server = createServer().listen(0, "127.0.0.1", () =>
        resolve(server),
      );
    });
    const { port } = squatter.address() as AddressInfo;
    const taken = `127.0.0.1:${port}`;
    const start = runService(cloud.ctx, { ...spec, ports: { [taken]: 80 } });
    await expect(start).rejects.toMatchObject({
      code: "port-taken",
      params: { port: taken, service: "sleeper" },
    });
    squatter.close();
  });

  it("fails with a problem that names the service when it does not start", async () => {
    const broken = { ...spec, entrypoint: ["/no/such/program"] };
    await expect(runService(cloud.ctx, broken)).rejects.toMatchObject({
      code: "service-failed",
      params: { service: "sleeper" },
    });
  });
});
