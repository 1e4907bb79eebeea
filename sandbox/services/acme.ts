import { ADDRESS, type SandboxContext, runService } from "../context";
import {
  canConnect,
  ensureVolume,
  putCertificate,
  settingsBind,
  untilReady,
} from "./container";
import { ACME_HOST, ACME_STAGING_HOST } from "./vendor-names";
import { dirname } from "node:path";

/** Starts the certificate authority that servers find under Let's Encrypt's name. */
export async function acmeUp(
  ctx: SandboxContext,
  image: string,
): Promise<void> {
  const certificate = await putCertificate(ctx, "acme", [
    ACME_HOST,
    ACME_STAGING_HOST,
  ]);
  const volume = await ensureVolume(ctx, "acme");
  const ip = ctx.extNet.address(ADDRESS.acme);
  await runService(ctx, {
    name: "acme",
    image,
    ip,
    binds: [
      settingsBind(ctx, "acme"),
      `${dirname(ctx.ca.keyFile)}:/etc/sandbox-authority:ro`,
      `${volume}:/data`,
    ],
    // It looks up the names it certifies as the servers' neighbour.
    dns: [ctx.extNet.address(ADDRESS.dns)],
    command: ["/sandbox/acme/run"],
    version: certificate,
  });
  await untilReady("acme", () => canConnect(ip, 443));
}
