import type { CheckResult } from "@pulumi/pulumi/provider";
import { type Json, ResourceProvider } from "../resource-provider";
import { DockerConnection } from "./connection";
import { container } from "./container";
import { withNestedDefaults } from "./nested-defaults";
import { network } from "./network";
import { service } from "./service";
import { remoteImage, volume } from "./storage";
import { secret, serviceConfig } from "./swarm-object";

/** Version of the plugin whose behaviour and states these resources share. */
const VERSION = "5.2.0";

/** Resources of the one Docker engine that its configuration names. */
export class DockerProvider extends ResourceProvider {
  constructor(private readonly connection: DockerConnection) {
    super("docker", VERSION, [
      network(connection),
      secret(connection),
      serviceConfig(connection),
      service(connection),
      container(connection),
      volume(connection),
      remoteImage(connection),
    ]);
  }

  configure(inputs: Json): Promise<void> {
    this.connection.configure(inputs);
    return Promise.resolve();
  }

  override async check(
    urn: string,
    olds: Json | undefined,
    news: Json,
  ): Promise<CheckResult> {
    const result = await super.check(urn, olds, news);
    return {
      ...result,
      inputs: withNestedDefaults(urn, result.inputs as Json),
    };
  }
}

/** One instance for each docker provider of a program; it acts on the engine that `configure` names, else on this machine's. */
export function dockerProvider(): DockerProvider {
  const connection = new DockerConnection();
  connection.configure({});
  return new DockerProvider(connection);
}
