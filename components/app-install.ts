import * as pulumi from "@pulumi/pulumi";
import type {
  AppContext,
  AppDefinition,
  InstallCommand,
  InstallForm,
} from "../apps-catalog/define-app";
import { quoted, remoteScript, type SshTarget } from "./remote-script";

type Context = AppContext<pulumi.Output<string>>;

export interface AppInstallArgs {
  /** The app's entry in the catalog, which says how it is installed. */
  readonly definition: AppDefinition;
  /** The name under which it answers, e.g. `www.les-amis.example`. */
  readonly host: string;
  /** The server it runs on. */
  readonly server: SshTarget;
}

/** Makes the first administrator, once the service is healthy; undefined for an app that needs nobody's hand. */
export function installApp(
  name: string,
  args: AppInstallArgs,
  context: Context,
  opts: pulumi.CustomResourceOptions,
): pulumi.CustomResource | undefined {
  const { install } = args.definition;
  if (!install) return undefined;
  return "run" in install
    ? runCommand(`${name}-installed`, name, args, install, context, opts)
    : fillForm(name, args, install, context, opts);
}

/** Makes it a part of another app, in that app's container; undefined for an app that stands alone. */
export function joinApp(
  name: string,
  args: AppInstallArgs & { readonly joined?: string },
  context: Context,
  opts: pulumi.CustomResourceOptions,
): pulumi.CustomResource | undefined {
  const { joins } = args.definition;
  if (!joins || args.joined === undefined) return undefined;
  const joined = `${name}-joined`;
  return runCommand(joined, args.joined, args, joins, context, opts, "again");
}

function fillForm(
  name: string,
  { definition, host, server }: AppInstallArgs,
  install: InstallForm,
  context: Context,
  opts: pulumi.CustomResourceOptions,
): pulumi.CustomResource {
  return remoteScript(
    `${name}-installed`,
    {
      server,
      script: "install-app",
      parameters: {
        SERVICE: name,
        HOST: host,
        PORT: String(definition.port),
        INSTALLED_WHEN: install.installedWhen,
        POST: install.post,
        FORM: curlForm(install, context),
      },
    },
    opts,
  );
}

function runCommand(
  name: string,
  service: string,
  { server }: AppInstallArgs,
  { installedWhen, run, user, fields }: InstallCommand,
  context: Context,
  opts: pulumi.CustomResourceOptions,
  how: "once" | "again" = "once",
): pulumi.CustomResource {
  return remoteScript(
    name,
    {
      server,
      script: "run-in-app",
      parameters: {
        SERVICE: service,
        ...(how === "again" ? { AGAIN: "yes" } : {}),
        USER_ID: user === undefined ? "" : String(user),
        INSTALLED_WHEN: quoted(installedWhen),
        RUN: quoted(run),
        FIELDS: pulumi
          .all(fields(context))
          .apply((values) => JSON.stringify(values)),
      },
    },
    opts,
  );
}

/** The form as a configuration of `curl`, which reads it from standard input. Secret. */
function curlForm(
  install: InstallForm,
  context: Context,
): pulumi.Output<string> {
  return pulumi.all(install.fields(context)).apply((fields) =>
    Object.entries(fields)
      .map(([name, value]) => curlField(name, value))
      .join(""),
  );
}

function curlField(name: string, value: string): string {
  const escaped = value
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("\n", "\\n");
  return `data-urlencode = "${name}=${escaped}"\n`;
}
