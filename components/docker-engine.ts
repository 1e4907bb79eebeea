import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { SshTarget } from "./remote-script";

/** Where the identity files go, relative to the checkout, so that no path of one machine gets into a state. */
const FOLDER = join(".epicerie", "ssh");

/**
 * The label of whatever lives in a server's engine, and moves when its beneficiary does: networks, secrets, services, containers.
 * No provider moves a resource by itself when its engine becomes another, so the label replaces it: where it does not by itself
 * (services), with `replaceOnChanges: ["labels"]`.
 * Source: pulumi/pulumi, pkg/resource/deploy/step_generator.go, `providerChanged`; the Docker plugin never asks for a replacement.
 */
export function onMachine(machine: string): { label: string; value: string } {
  return { label: "org.epicerie.machine", value: machine };
}

/**
 * The Docker provider of a server, over SSH. Its name holds the machine's, so that what is left behind on a machine is deleted
 * there, by the provider that made it.
 * Docker's SSH client takes keys only as files: they are written to
 * `.epicerie/ssh/` (readable by their owner only, ignored by git) whenever a program runs, from the state's secret.
 */
export function dockerEngine(
  name: string,
  server: SshTarget,
  opts: pulumi.ResourceOptions,
): docker.Provider {
  const files = pulumi
    .all([server.host, server.privateKey, server.hostKey])
    .apply(([host, privateKey, hostKey]) =>
      writeIdentity(host, privateKey, hostKey),
    );
  return new docker.Provider(
    name,
    {
      host: pulumi.interpolate`ssh://${server.user}@${server.host}`,
      // Said, else DOCKER_CONTEXT or DOCKER_CERT_PATH of whoever runs this would lead to another engine.
      // Source: kreuzwerker/terraform-provider-docker v4.5.0, internal/provider/provider.go, configure.
      context: "",
      certPath: "",
      // A path is no secret, though it was made from one.
      sshOpts: pulumi.unsecret(files.apply(sshOptions)),
    },
    opts,
  );
}

interface IdentityFiles {
  readonly key: string;
  readonly knownHosts: string;
}

function writeIdentity(
  host: string,
  privateKey: string,
  hostKey: string,
): IdentityFiles {
  const id = createHash("sha256")
    .update(`${host}\n${hostKey}\n${privateKey}`)
    .digest("hex")
    .slice(0, 16);
  const files = {
    key: join(FOLDER, `${id}.key`),
    knownHosts: join(FOLDER, `${id}.known_hosts`),
  };
  mkdirSync(FOLDER, { recursive: true, mode: 0o700 });
  writeFileSync(
    files.key,
    privateKey.endsWith("\n") ? privateKey : `${privateKey}\n`,
    { mode: 0o600 },
  );
  chmodSync(files.key, 0o600);
  writeFileSync(files.knownHosts, `${host} ${hostKey}\n`, { mode: 0o600 });
  return files;
}

function sshOptions({ key, knownHosts }: IdentityFiles): string[] {
  const options = {
    IdentitiesOnly: "yes",
    UserKnownHostsFile: knownHosts,
    StrictHostKeyChecking: "yes",
    ConnectTimeout: "20",
    LogLevel: "ERROR",
  };
  return [
    "-i",
    key,
    ...Object.entries(options).flatMap(([option, value]) => [
      "-o",
      `${option}=${value}`,
    ]),
  ];
}
