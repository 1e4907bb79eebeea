import { MINUTE, ssh } from "./online";
import { type Run } from "./world";

export function isolation(): void {
  describe("one association and the next", () => {
    const inside = (command: string): Promise<Run> =>
      ssh.run(
        `docker exec $(docker ps -q -f name=atelier-velo-wordpress) ${command}`,
      );

    it(
      "cannot reach each other's network, by name or by address",
      async () => {
        const id = await ssh.text("docker ps -q -f name=les-amis-wordpress");
        const address = await ssh.text(
          `docker inspect -f '{{(index .NetworkSettings.Networks "les-amis").IPAddress}}' ${id}`,
        );
        expect(address).toMatch(/^10\.200\./);
        expect(
          (
            await inside(
              "curl -sSf -m 3 http://localhost/wp-login.php -o /dev/null",
            )
          ).code,
        ).toBe(0);
        const own = `docker exec ${id} curl -sSf -m 3 -o /dev/null http://${address}/wp-login.php`;
        expect((await ssh.run(own)).code).toBe(0);
        expect(
          (
            await inside(
              "curl -sSf -m 3 http://les-amis-wordpress/wp-login.php",
            )
          ).code,
        ).not.toBe(0);
        expect(
          (await inside(`curl -sSf -m 3 http://${address}/wp-login.php`)).code,
        ).not.toBe(0);
      },
      MINUTE,
    );

    it("cannot see each other's files", async () => {
      expect((await inside("ls /var/www/html/wp-config.php")).code).toBe(0);
      expect((await inside("ls /srv/les-amis")).code).not.toBe(0);
      expect(
        await ssh.text("sudo stat -c %a /srv/les-amis/wordpress/html"),
      ).toMatch(/0$/);
    });
  });
}
