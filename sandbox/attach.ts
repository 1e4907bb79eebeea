import * as grpc from "@grpc/grpc-js";
import {
  type IResourceProviderServer,
  ResourceProviderService,
} from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { InProcessProvider } from "../engine/provider";
import { providerService } from "../provider/provider-service";

/** Providers that the standard Pulumi CLI can use in place of its plugins, as long as this process runs. */
export interface Attached {
  /** What to give the CLI in its environment. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * Serves providers by Pulumi's plugin protocol on the loopback interface, a free port each:
 * `PULUMI_DEBUG_PROVIDERS` makes the CLI connect there and start no plugin of these packages.
 */
export async function attach(
  providers: Readonly<Record<string, InProcessProvider>>,
): Promise<Attached> {
  const served = await Promise.all(
    Object.entries(providers).map(async ([name, provider]) => {
      const server = new grpc.Server();
      server.addService(ResourceProviderService, {
        ...providerService(provider),
      } as IResourceProviderServer);
      return { name, server, port: await bind(server) };
    }),
  );
  const places = served.map(({ name, port }) => `${name}:${port}`);
  return {
    env: { PULUMI_DEBUG_PROVIDERS: places.join(",") },
    async close() {
      await Promise.all(served.map(({ server }) => shutdown(server)));
    },
  };
}

function bind(server: grpc.Server): Promise<number> {
  return new Promise((resolve, reject) =>
    server.bindAsync(
      "127.0.0.1:0",
      grpc.ServerCredentials.createInsecure(),
      (error, port) => (error ? reject(error) : resolve(port)),
    ),
  );
}

/** Waits for the calls that are under way; ends those of a client that does not let go after a second. */
function shutdown(server: grpc.Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => {
      server.forceShutdown();
      resolve();
    }, 1000);
    server.tryShutdown(() => {
      clearTimeout(force);
      resolve();
    });
  });
}
