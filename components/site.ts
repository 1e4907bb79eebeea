import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { caddySite, type Route } from "./caddy-site";
import { errorPage } from "./error-page";
import { remoteScript, type SshTarget } from "./remote-script";

export interface SiteArgs {
  /** Name of the beneficiary. */
  readonly beneficiary: string;
  /** Its name as people read it: for the page that says that an app is away. */
  readonly displayName: string;
  /** Mail address of somebody there who answers: for that page. */
  readonly contact: string;
  /** The server whose proxy publishes it. */
  readonly server: SshTarget;
  /** The beneficiary's own network, which the proxy joins. */
  readonly network: docker.Network;
  /** The names that it publishes, and where each leads. */
  readonly routes: readonly Route[];
}

/**
 * The addresses of one beneficiary on its server's proxy: HTTPS with automatic certificates, security headers, a limit to what
 * visitors send, a page of its own when an app does not answer. Its own routes only.
 */
export class Site extends pulumi.ComponentResource {
  /** `https://www.les-amis.example`, one per route. */
  readonly urls: readonly string[];
  /** What puts its routes on the proxy, and takes them away. */
  readonly published: pulumi.CustomResource;

  constructor(
    name: string,
    args: SiteArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:Site", name, {}, opts);
    this.published = remoteScript(
      `${name}-published`,
      {
        server: args.server,
        script: "publish-site",
        onDelete: "withdraw-site",
        parameters: {
          BENEFICIARY: args.beneficiary,
          NETWORK: args.network.name,
          ROUTES: args.routes
            .map((route) => caddySite(route, `${args.beneficiary}.html`))
            .join("\n"),
          ERROR_PAGE: errorPage(args.displayName, args.contact),
          HOSTS: args.routes.map(({ host }) => host).join(" "),
        },
        triggers: [args.network.id],
      },
      { parent: this, deleteBeforeReplace: true },
    );
    this.urls = args.routes.map(({ host }) => `https://${host}`);
    this.registerOutputs({ urls: this.urls });
  }
}
