import * as grpc from "@grpc/grpc-js";
import {
  type IResourceProviderServer,
  ResourceProviderService,
} from "@pulumi/pulumi/proto/provider_grpc_pb";
import { MailProvider } from "./mail-provider";
import { providerService } from "./provider-service";

/** Serves the provider to the CLI that started this process, until that ends it. */
export function start(): void {
  const server = new grpc.Server();
  server.addService(ResourceProviderService, {
    ...providerService(new MailProvider()),
  } as IResourceProviderServer);
  const credentials = grpc.ServerCredentials.createInsecure();
  server.bindAsync("127.0.0.1:0", credentials, (error, port) => {
    if (error) throw error;
    console.log(String(port));
  });
}
