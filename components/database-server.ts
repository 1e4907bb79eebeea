import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { onMachine } from "./docker-engine";
import { goDuration } from "./go-duration";
import { createSecrets, type MountedFile } from "./mounted-files";
import type { SshTarget } from "./remote-script";
import { swarmService, type SwarmServiceArgs } from "./swarm-service";

export interface DatabaseServerArgs {
  /** Image reference of the official `mariadb`, with its digest where one is locked. */
  readonly image: string;
  /** Megabytes; the container is killed beyond. */
  readonly memory: number;
  /** Folder of the server that holds its data, owned by `DATABASE_OWNER`; settles once it is mounted. */
  readonly dataFolder: pulumi.Input<string>;
  /** The server it runs on, and the Docker provider of that server. */
  readonly server: SshTarget;
  readonly docker: docker.Provider;
  /** Name of the machine behind its server; what lives in its engine is made anew on another. */
  readonly machine: string;
}

/** The user `mysql` of the official image. Source: https://github.com/MariaDB/mariadb-docker, 11.4/Dockerfile */
export const DATABASE_OWNER = 999;

const PORT = 3306;
const ROOT_PASSWORD = "root-password";

/**
 * A MariaDB server for the databases of one beneficiary: a `Service` of the official image whose data is on the beneficiary's
 * volume, a `Network` of its own that only apps with a database join (the proxy, which faces the Internet, does not), and a
 * `Secret` with the administrator's random password, who is let in from inside the container only.
 * To back it up, dump the databases: a copy of the files of a server that runs is worth nothing.
 */
export class DatabaseServer extends pulumi.ComponentResource {
  /** The name by which apps on its network find it. */
  readonly host: string;
  readonly port = PORT;
  readonly network: docker.Network;
  /** The server that it runs on. */
  readonly server: SshTarget;
  /** Settles once it answers. */
  readonly serviceName: pulumi.Output<string>;

  constructor(
    name: string,
    args: DatabaseServerArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:DatabaseServer", name, {}, opts);
    const provider = args.docker;
    this.host = name;
    this.server = args.server;
    this.network = new docker.Network(
      name,
      { name, driver: "overlay", labels: [onMachine(args.machine)] },
      // On another machine its name is free; said, since the plugin deletes first whatever the program names.
      { parent: this, provider, deleteBeforeReplace: false },
    );
    const secrets = createRootSecret(name, args, this);
    const service = createService(name, args, this.network, secrets, this);
    this.serviceName = service.name;
    this.registerOutputs({});
  }
}

/** It stays for the life of the data directory, in which only the first start writes it. */
function createRootSecret(
  name: string,
  { docker: provider, machine }: DatabaseServerArgs,
  parent: DatabaseServer,
): MountedFile[] {
  const { result } = new random.RandomPassword(
    `${name}-root`,
    { length: 32, special: false },
    { parent },
  );
  return createSecrets(
    name,
    { [ROOT_PASSWORD]: result },
    { parent, provider, machine },
  );
}

function createService(
  name: string,
  args: DatabaseServerArgs,
  network: docker.Network,
  secrets: readonly MountedFile[],
  parent: DatabaseServer,
): docker.Service {
  const { docker: provider, machine, memory } = args;
  return swarmService(
    name,
    {
      docker: provider,
      machine,
      networks: [network],
      container: container(args),
      secrets,
      // A thread per connection, and some forty of the server's own.
      limits: { memoryBytes: memory * 1_000_000, cpus: 1, pids: 300 },
      log: { megabytes: 10, files: 3 },
      // Two servers on one data directory would destroy it.
      order: "stop-first",
    },
    { parent },
  );
}

function container({
  image,
  memory,
  dataFolder,
}: DatabaseServerArgs): SwarmServiceArgs["container"] {
  return {
    image,
    args: serverOptions(memory),
    env: {
      MARIADB_ROOT_PASSWORD_FILE: `/run/secrets/${ROOT_PASSWORD}`,
      MARIADB_ROOT_HOST: "localhost",
      // The system tables follow a newer image.
      MARIADB_AUTO_UPGRADE: "1",
    },
    mounts: [{ type: "bind", source: dataFolder, target: "/var/lib/mysql" }],
    // Queries of an account that the first start makes for them. Source: https://mariadb.com/kb/en/using-healthcheck-sh/
    healthcheck: {
      tests: ["CMD", "healthcheck.sh", "--connect", "--innodb_initialized"],
      interval: "5s",
      timeout: "10s",
      retries: 6,
      // The first start makes the system tables.
      startPeriod: goDuration(120),
    },
    // A server that is killed before it has written its pages must recover at its next start.
    stopGracePeriod: goDuration(120),
  };
}

/** For many small sites on little memory: a third of it holds pages, the rest is for 60 connections. */
function serverOptions(memory: number): string[] {
  return [
    "mariadbd",
    `--innodb-buffer-pool-size=${String(Math.floor(memory / 3))}M`,
    "--max-connections=60",
    "--character-set-server=utf8mb4",
    "--skip-name-resolve",
  ];
}
