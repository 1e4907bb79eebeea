import { createConnection } from "mysql2/promise";
import { MINUTE, SITE, ssh, services } from "./online";
import { resolveAt, tunnel } from "./clients";

export function theDatabase(): void {
  describe("the database", () => {
    it(
      "is used with the app's own user from the server, and with no other database",
      async () => {
        const password = await ssh.text(
          "docker exec $(docker ps -q -f name=les-amis-wordpress) cat /run/secrets/database-password",
        );
        const way = await tunnel(ssh, "soltic-001.eu.clouddb.ovh.net", 35001);
        try {
          const login = {
            host: "127.0.0.1",
            port: way.port,
            user: "les_amis_wordpress",
            password,
          };
          const own = await createConnection({
            ...login,
            database: "les_amis_wordpress",
          });
          const [rows] = await own.query(
            "SELECT option_value FROM wp_options WHERE option_name = 'siteurl'",
          );
          expect(rows).toEqual([{ option_value: SITE }]);
          await expect(
            own.query("SELECT 1 FROM atelier_velo_wordpress.wp_options"),
          ).rejects.toThrow(/denied/);
          await own.end();
        } finally {
          way.close();
        }
      },
      MINUTE,
    );

    it(
      "is closed to an address that is not on its list",
      async () => {
        const [mysql] = await resolveAt(
          services.dns ?? "",
          "soltic-001.eu.clouddb.ovh.net",
        );
        const attempt = createConnection({
          host: mysql,
          port: 35001,
          user: "root",
          connectTimeout: 5000,
        });
        await expect(attempt).rejects.toThrow();
      },
      MINUTE,
    );
  });
}
