import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { DatabaseKind } from "../apps-catalog/define-app";
import {
  DATABASE_ENGINES,
  DATABASE_START_SECONDS,
  type DatabaseEngine,
} from "./database-engines";
import { onMachine } from "./docker-engine";
import { goDuration } from "./go-duration";
import { createSecrets, createTexts, type MountedFile } from "./mounted-files";
import type { SshTarget } from "./remote-script";
import { swarmService } from "./swarm-service";

export interface DatabaseServerArgs {
  /**
   * MariaDB for `mysql`.
   * @default "mysql"
   */
  readonly kind?: DatabaseKind;
  /** Image reference of the official `mariadb` or `postgres`, or of one made from it, with its digest where one is locked. */
  readonly image: string;
  /** Megabytes; the container is killed beyond. */
  readonly memory: number;
  /** Folder of the server that holds its data, owned by `DATABASE_OWNER` (`database-engines.ts`); settles once it is mounted. */
  readonly dataFolder: pulumi.Input<string>;
  /** The server it runs on. */
  readonly server: SshTarget;
  /** The engine of that server. */
  readonly docker: docker.Provider;
  /** Name of the machine behind its server; what lives in its engine is made anew on another. */
  readonly machine: string;
}

const ROOT_PASSWORD = "root-password";

/**
 * A MariaDB or PostgreSQL server for the databases of one beneficiary: a `Service` of the official image whose data is on the
 * beneficiary's volume, a `Network` of its own that only apps with a database on it join (the proxy, which faces the Internet,
 * does not), and a `Secret` with the administrator's random password, who is let in from inside the container only; for
 * PostgreSQL also the `ServiceConfig` that says who is let in.
 * To back it up, dump the databases: a copy of the files of a server that runs is worth nothing.
 */
export class DatabaseServer extends pulumi.ComponentResource {
  /** The service that runs it. */
  readonly service: docker.Service;
  /** The name by which apps on its network find it. */
  readonly host: string;
  /** Where it listens. */
  readonly port: number;
  /** Its own network, which apps with a database on it join. */
  readonly network: docker.Network;
  /** The server that it runs on. */
  readonly server: SshTarget;
  /** How databases are made on it. */
  readonly engine: DatabaseEngine;
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
    this.engine = DATABASE_ENGINES[args.kind ?? "mysql"];
    this.port = this.engine.port;
    this.network = new docker.Network(
      name,
      { name, driver: "overlay", labels: [onMachine(args.machine)] },
      // On another machine its name is free; said, since the plugin deletes first whatever the program names.
      { parent: this, provider, deleteBeforeReplace: false },
    );
    this.service = createService(name, args, this);
    this.serviceName = this.service.name;
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
  parent: DatabaseServer,
): docker.Service {
  const { docker: provider, machine, memory, image, dataFolder } = args;
  const { engine, network } = parent;
  return swarmService(
    name,
    {
      docker: provider,
      machine,
      networks: [network],
      container: {
        image,
        ...engine.container(memory, `/run/secrets/${ROOT_PASSWORD}`),
        mounts: [{ type: "bind", source: dataFolder, target: engine.dataPath }],
        // A server that is killed before it has written its pages must recover at its next start.
        stopGracePeriod: goDuration(120),
      },
      secrets: createRootSecret(name, args, parent),
      configs: createTexts(name, engine.configs, { parent, provider, machine }),
      // A thread or a process per connection, and some forty of the server's own.
      limits: { memoryBytes: memory * 1_000_000, cpus: 1, pids: 300 },
      startSeconds: DATABASE_START_SECONDS,
      log: { megabytes: 10, files: 3 },
      // Two servers on one data directory would destroy it.
      order: "stop-first",
    },
    { parent },
  );
}
