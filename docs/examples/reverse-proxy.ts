import { ReverseProxy } from "../../components/reverse-proxy";
import type { Place } from "./place";

/** What answers on ports 80 and 443 of a server. */
export function reverseProxy({ server, docker }: Place): ReverseProxy {
  return new ReverseProxy("commun-1-proxy", {
    server,
    docker,
    image: "caddy:2.11.7",
    contact: "technique@soltic.example",
    acmeDirectory: "https://acme-v02.api.letsencrypt.org/directory",
  });
}
