import { openContext } from "./context";
import { createPublicNetwork } from "./public-network";
import { appImagesUp, mirrorUrl } from "./app-images";
(async () => {
  const ctx = await openContext("/tmp/runtime/apps", (e) => { if (e.done || !e.detail?.startsWith("Step")) console.log(JSON.stringify(e)); });
  await createPublicNetwork(ctx.docker, ctx.store, ctx.extNet, ctx.labels);
  console.log(ctx.id, ctx.extNet.subnet);
  const images = ["wordpress:6.1.9-php8.2-apache@sha256:" + "a".repeat(64), "caddy:2.6.2", "nextcloud:30"];
  for (let i = 0; i < 2; i++) { const t = Date.now(); await appImagesUp(ctx, images); console.log("up", (Date.now() - t) / 1000); }
  console.log(mirrorUrl(ctx));
})().catch((e) => { console.error(e); process.exitCode = 1; });
