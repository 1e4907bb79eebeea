import { defineApp } from "../define-app";

/** Files that the association puts in a directory, served as they are. */
export const staticSite = defineApp({
  id: "static-site",
  title: "Site statique",
  about: {
    fr: "des pages HTML toutes prêtes, publiées telles quelles",
    en: "ready-made HTML pages, published as they are",
  },
  // Its Debian variant has curl and the user 101: https://github.com/nginx/docker-nginx
  source: "https://hub.docker.com/_/nginx",
  image: "nginx:1.30.5",
  supportedVersions: ["1"],
  upgrades: "free",
  port: 80,
  needs: {
    // 2.5 MB for 10,000 idle connections, one page on the disk. Source: https://nginx.org/en/
    memory: { usual: 64, least: 32 },
    disk: 1,
  },
  dataDirectories: {
    site: {
      path: "/usr/share/nginx/html",
      owner: 101,
      editable: true,
      files: ({ displayName }) => ({ "index.html": readyPage(displayName) }),
    },
  },
  env: () => ({}),
  secrets: () => ({}),
  health: { path: "/", startSeconds: 5, anyAnswer: true },
  mail: "none",
  adminName: null,
  backup: { directories: ["site"], database: false },
  triedInSandbox: true,
});

function readyPage(displayName: string): string {
  const name = displayName.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<title>${name}</title>
<h1>${name}</h1>
<p>Le site est prêt&nbsp;: remplacez cette page par les vôtres.</p>
</html>
`;
}
