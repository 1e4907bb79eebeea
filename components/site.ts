import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { remoteScript, type SshTarget } from "./remote-script";

export interface Route {
  /** The name people type, e.g. `www.les-amis.example`. */
  readonly host: string;
  /** Where it goes: a service on the beneficiary's network, or another of its names. */
  readonly to:
    | { readonly service: string; readonly port: number }
    | { readonly redirect: string };
}

export interface SiteArgs {
  /** Name of the beneficiary. */
  readonly beneficiary: string;
  /** The server whose proxy publishes it. */
  readonly server: SshTarget;
  /** The beneficiary's own network, which the proxy joins. */
  readonly network: docker.Network;
  readonly routes: readonly Route[];
}

/** The addresses of one beneficiary on its server's proxy: HTTPS with automatic certificates, its own routes only. */
export class Site extends pulumi.ComponentResource {
  /** `https://www.les-amis.example`, one per route. */
  readonly urls: readonly string[];

  constructor(
    name: string,
    args: SiteArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:Site", name, {}, opts);
    remoteScript(
      `${name}-published`,
      {
        server: args.server,
        script: "publish-site",
        onDelete: "withdraw-site",
        parameters: {
          BENEFICIARY: args.beneficiary,
          NETWORK: args.network.name,
          ROUTES: args.routes.map(caddyRoute).join("\n"),
          HOSTS: args.routes.map(({ host }) => host).join(" "),
        },
        triggers: [args.network.id],
      },
      { parent: this, deleteBeforeReplace: true },
    );
    this.urls = args.routes.map(({ host }) => `https://${host}`);
    this.registerOutputs({});
  }
}

/** One site block of a Caddyfile. */
export function caddyRoute({ host, to }: Route): string {
  const handler =
    "redirect" in to
      ? `redir https://${to.redirect}{uri} permanent`
      : `reverse_proxy ${to.service}:${String(to.port)}`;
  return `${host} {\n\tencode gzip\n\t${handler}\n}\n`;
}
