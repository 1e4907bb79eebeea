import { defineApp } from "../define-app";

/** PrivateBin: a text or a password handed over by a link that expires; the server cannot read it. */
export const privatebin = defineApp({
  id: "privatebin",
  title: "PrivateBin",
  about: {
    fr: "un texte ou un mot de passe transmis par un lien qui expire",
    en: "a text or a password handed over by a link that expires",
  },
  source: "https://github.com/PrivateBin/docker-nginx-fpm-alpine",
  image: "privatebin/nginx-fpm-alpine:2.0.6",
  // 1.7.9 was mended with 2.0.3. Source: https://github.com/PrivateBin/PrivateBin, CHANGELOG.md
  supportedVersions: ["1", "2"],
  upgrades: "free",
  port: 8080,
  needs: {
    // 50 MB at rest, PHP's own 128 a request, 50 of disk.
    // Source: https://github.com/YunoHost-Apps/privatebin_ynh, manifest.toml
    memory: { usual: 192, least: 64 },
    disk: 1,
  },
  // "The volume mounted must be owned by UID 65534".
  dataDirectories: { data: { path: "/srv/data", owner: 65534 } },
  env: () => ({ TZ: "Europe/Paris", PHP_TZ: "Europe/Paris" }),
  secrets: () => ({}),
  // Its own limit; the image takes 15. Source: README.md of the image, https://github.com/PrivateBin/PrivateBin/wiki/Configuration, "sizelimit"
  uploads: 10,
  // As its README has it for Kubernetes. Alpine's busybox.
  health: { path: "/", startSeconds: 30, client: "wget" },
  mail: "none",
  adminName: null,
  backup: { directories: ["data"], database: false },
  triedInSandbox: false,
});
