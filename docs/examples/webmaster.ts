import { SftpServer } from "../../components/sftp-server";
import { Webmaster } from "../../components/webmaster";
import type { Place } from "./place";

/** A server's door for webmasters, and one who changes a site's files. */
export function webmaster({ server }: Place): Webmaster {
  new SftpServer("commun-1-sftp", { server, port: 2222 });
  return new Webmaster("les-amis-marie", {
    server,
    account: "les-amis_marie",
    folder: "/srv/les-amis/wordpress",
    owner: 33,
    keys: ["ssh-ed25519 AAAA… marie@portable"],
  });
}
