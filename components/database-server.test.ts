import * as docker from "@pulumi/docker";
import type { Json } from "../engine/provider";
import { DatabaseServer } from "./database-server";
import { namesOf, previewOf, type Registered, the, upOf } from "./testing";

const make = (): DatabaseServer => makeServer();

function makeServer(kind?: "postgresql"): DatabaseServer {
  return new DatabaseServer(`les-amis-${kind ?? "mysql"}`, {
    ...(kind ? { kind } : {}),
    image: "mariadb:11.4.13",
    memory: 384,
    machine: "commun-1",
    dataFolder: "/srv/les-amis/mysql/data",
    server: {
      host: "203.0.113.10",
      user: "debian",
      privateKey: "key",
      hostKey: "ssh-ed25519 AAAA",
    },
    docker: new docker.Provider("d", { host: "ssh://debian@203.0.113.10" }),
  });
}

interface Service extends Json {
  readonly taskSpec: {
    readonly containerSpec: Json;
    readonly resources: Json;
    readonly networksAdvanceds: unknown;
    readonly logDriver: Json;
  };
  readonly updateConfig: Json;
  readonly rollbackConfig: Json;
}

describe("a beneficiary's own database server", () => {
  let resources: Registered[];
  let service: Service;
  beforeAll(async () => {
    resources = await upOf(make);
    service = the(resources, "docker:index/service:Service").inputs as Service;
  });

  it("has a network of its own, which the proxy is not told to join", () => {
    const network = the(resources, "docker:index/network:Network");
    expect(network.inputs).toMatchObject({ name: "les-amis-mysql" });
    expect(network.inputs.labels).toEqual([
      { label: "org.epicerie.machine", value: "commun-1" },
    ]);
    expect(service.taskSpec.networksAdvanceds).toEqual([
      { id: "les-amis-mysql-id" },
    ]);
    expect(service).not.toHaveProperty("endpointSpec.ports");
  });

  it("never has two servers on one data directory", () => {
    for (const config of [service.updateConfig, service.rollbackConfig])
      expect(config.order).toBe("stop-first");
    expect(service).toMatchObject({ mode: { replicated: { replicas: 1 } } });
    expect(service.taskSpec.containerSpec.mounts).toEqual([
      {
        type: "bind",
        source: "/srv/les-amis/mysql/data",
        target: "/var/lib/mysql",
      },
    ]);
  });

  it("is limited, asked with a query, and given time to write its pages", () => {
    const { containerSpec, resources: limits, logDriver } = service.taskSpec;
    expect(limits).toEqual({
      limits: { memoryBytes: 384_000_000, nanoCpus: 1e9 },
    });
    expect(containerSpec.labels).toEqual([
      { label: "org.epicerie.pids", value: "300" },
    ]);
    expect(logDriver.options).toMatchObject({ "max-size": "10m" });
    expect(containerSpec.healthcheck).toMatchObject({
      tests: expect.arrayContaining(["healthcheck.sh"]) as string[],
    });
    expect(containerSpec.stopGracePeriod).toBe("2m");
    expect(containerSpec.args).toContain("--innodb-buffer-pool-size=128M");
  });

  it("lets its administrator in from inside only, with a password from a secret", () => {
    const { env, secrets } = service.taskSpec.containerSpec;
    expect(env).toMatchObject({
      MARIADB_ROOT_HOST: "localhost",
      MARIADB_ROOT_PASSWORD_FILE: "/run/secrets/root-password",
    });
    expect(secrets).toEqual([
      expect.objectContaining({ fileName: "root-password" }),
    ]);
    expect(the(resources, "docker:index/secret:Secret").inputs).toMatchObject({
      data: "[secret]",
    });
  });

  it("is the same list of resources in a preview", async () => {
    const type = "docker:index/service:Service";
    expect(namesOf(await previewOf(make), type)).toEqual(["les-amis-mysql"]);
    expect((await previewOf(make)).map(({ name }) => name)).toEqual(
      resources.map(({ name }) => name),
    );
  });
});

describe("a PostgreSQL server of its own", () => {
  let resources: Registered[];
  let service: Service;
  beforeAll(async () => {
    resources = await upOf(() => makeServer("postgresql"));
    service = the(resources, "docker:index/service:Service").inputs as Service;
  });

  it("keeps its data where the image has the folder of each major version", () => {
    const { mounts, secrets, env } = service.taskSpec.containerSpec;
    expect(mounts).toMatchObject([{ target: "/var/lib/postgresql" }]);
    expect(secrets).toMatchObject([{ fileName: "root-password" }]);
    expect(env).toEqual({
      POSTGRES_PASSWORD_FILE: "/run/secrets/root-password",
    });
    expect(service.updateConfig.order).toBe("stop-first");
  });

  it("is told its share of the memory, and who may come in", () => {
    const { configs, args, stopGracePeriod } = service.taskSpec.containerSpec;
    const path = "/etc/postgresql/pg_hba.conf";
    expect(configs).toMatchObject([{ fileName: path }]);
    expect(args).toContain("shared_buffers=96MB");
    expect(stopGracePeriod).toBe("2m");
    const { data } = the(
      resources,
      "docker:index/serviceConfig:ServiceConfig",
    ).inputs;
    expect(Buffer.from(String(data), "base64").toString()).toContain(
      "host all postgres all reject\n",
    );
  });

  it("is the same list of resources in a preview", async () => {
    const planned = await previewOf(() => makeServer("postgresql"));
    expect(planned.map(({ name }) => name)).toEqual(
      resources.map(({ name }) => name),
    );
  });
});
