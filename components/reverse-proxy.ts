import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { remoteScript, type SshTarget } from "./remote-script";

export interface ReverseProxyArgs {
  /** The server it runs on. */
  readonly server: SshTarget;
  /** The Docker provider of that server. */
  readonly docker: docker.Provider;
  /** Image reference of Caddy. */
  readonly image: string;
  /** Address for the certificate authority's notices. */
  readonly contact: string;
  /** URL of the ACME directory that certificates come from. */
  readonly acmeDirectory: string;
}

/** The proxy's name on its server: the scripts of `Site` find it by this. */
const CONTAINER = "proxy";

/**
 * What answers on ports 80 and 443 of a server: Caddy with automatic certificates. It has no access to the Docker
 * socket; each beneficiary's `Site` puts its own routes beside the others and joins the proxy to its own network.
 */
export class ReverseProxy extends pulumi.ComponentResource {
  /** The container. */
  readonly container: docker.Container;

  constructor(
    name: string,
    args: ReverseProxyArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:ReverseProxy", name, {}, opts);
    const { server } = args;
    const prepared = remoteScript(
      `${name}-prepared`,
      {
        server,
        script: "prepare-proxy",
        parameters: { CADDYFILE: caddyfile(args) },
      },
      { parent: this },
    );
    this.container = createContainer(name, args, prepared, this);
    remoteScript(
      `${name}-joined`,
      {
        server,
        script: "join-networks",
        parameters: {},
        triggers: [this.container.id],
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

function caddyfile({ contact, acmeDirectory }: ReverseProxyArgs): string {
  return `{
	email ${contact}
	acme_ca ${acmeDirectory}
	servers {
		# The third works on UDP, which is not published.
		protocols h1 h2
	}
}

# A name that nobody has here. Over HTTPS it has no certificate, so that there is no page to show.
http:// {
	respond "Aucun site ne répond à ce nom ici." 404
}

import routes/*.caddy
`;
}

function createContainer(
  name: string,
  args: ReverseProxyArgs,
  prepared: pulumi.Resource,
  parent: ReverseProxy,
): docker.Container {
  return new docker.Container(
    name,
    {
      name: CONTAINER,
      image: args.image,
      restart: "always",
      ports: [80, 443].map((port) => ({
        internal: port,
        external: port,
        protocol: "tcp",
      })),
      volumes: [
        {
          hostPath: "/etc/epicerie/proxy",
          containerPath: "/etc/caddy",
          readOnly: true,
        },
        { hostPath: "/srv/proxy/data", containerPath: "/data" },
        { hostPath: "/srv/proxy/config", containerPath: "/config" },
        // It trusts whom the server trusts.
        {
          hostPath: "/etc/ssl/certs",
          containerPath: "/etc/ssl/certs",
          readOnly: true,
        },
      ],
      memory: 256,
      // Said too, else Docker doubles it and every `up` finds a change.
      memorySwap: 256,
    },
    {
      parent,
      provider: args.docker,
      dependsOn: [prepared],
      // The ports are taken until the old one is gone.
      deleteBeforeReplace: true,
      // Each beneficiary joins it to a network of its own. (The service's property of that kind is `networksAdvanceds`.)
      ignoreChanges: ["networksAdvanced"],
    },
  );
}
