import * as pulumi from "@pulumi/pulumi";
import type { SshTarget } from "../components/remote-script";
import type { Volume } from "../components/volume";
import { Webmaster } from "../components/webmaster";
import type { Beneficiary } from "./model/beneficiary";

/** Those who change the files of its websites. */
export function createWebmasters(
  { name: beneficiary, webmasters }: Beneficiary,
  server: SshTarget,
  volume: Volume | undefined,
): void {
  if (!volume) return;
  for (const { name, app, account, owner, keys } of webmasters) {
    const folder = pulumi.interpolate`${volume.mountPoint}/${app}`;
    new Webmaster(`${beneficiary}-${name}`, {
      ...{ server, account, folder, owner, keys },
    });
  }
}
