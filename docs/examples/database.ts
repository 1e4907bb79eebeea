import { Database } from "../../components/database";
import { DatabaseServer } from "../../components/database-server";
import type { Place } from "./place";

/** A database on each of the association's own servers, and one on a MySQL service at OVH. */
export function database(place: Place): Database[] {
  const own = new DatabaseServer("les-amis-mysql", {
    ...place,
    image: "mariadb:11.4.12",
    memory: 384,
    dataFolder: "/srv/les-amis/mysql/data",
  });
  const postgresql = new DatabaseServer("les-amis-postgresql", {
    ...place,
    kind: "postgresql",
    image: "postgis/postgis:18-3.6",
    memory: 384,
    dataFolder: "/srv/les-amis/postgresql/data",
  });
  const atOvh = {
    service: "ab12345-001",
    host: "ab12345-001.eu.clouddb.ovh.net",
    port: 35001,
  };
  return [
    new Database("les-amis-wordpress", {
      on: own,
      databaseName: "les_amis_wordpress",
      disposable: false,
    }),
    new Database("les-amis-mobilizon", {
      on: postgresql,
      databaseName: "les_amis_mobilizon",
      extensions: ["postgis", "pg_trgm", "unaccent"],
      disposable: false,
    }),
    new Database("le-parc-wordpress", {
      on: atOvh,
      databaseName: "le_parc_wordpress",
      passwordVersion: 2,
      disposable: false,
    }),
  ];
}
