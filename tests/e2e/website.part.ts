import { MINUTE, SITE, amis, ssh, server, browser } from "./online";
import { logIn, publishPost, visit } from "./browser";
import { askPlain, getPage } from "./clients";
import { eventually } from "./world";

export function theWebsite(): void {
  describe("the website", () => {
    let post: string;

    it(
      "lets the administrator log in and publish, over HTTPS with a certificate of the authority",
      async () => {
        const admin = amis.admins["www.les-amis.example"];
        const page = await browser.newPage();
        await logIn(page, SITE, admin?.name ?? "", admin?.password ?? "");
        post = await publishPost(
          page,
          SITE,
          "Fête du quartier",
          "Rendez-vous samedi sur la place.",
        );
        await page.close();
        expect(await visit(browser, post)).toContain(
          "Rendez-vous samedi sur la place.",
        );
        expect((await getPage(server, "www.les-amis.example")).status).toBe(
          200,
        );
      },
      2 * MINUTE,
    );

    it("leads from the bare domain, another name, another domain and HTTP to itself", async () => {
      for (const host of [
        "les-amis.example",
        "blog.les-amis.example",
        "amis-du-quartier.example",
        "www.amis-du-quartier.example",
      ])
        expect(await getPage(server, host, "/x")).toMatchObject({
          status: 301,
          location: `${SITE}/x`,
        });
      expect(await askPlain(server, "www.les-amis.example")).toEqual({
        status: 308,
        location: `${SITE}/`,
      });
      expect((await askPlain(server, "nobody.example")).status).toBe(404);
    });

    it.each([
      ["wiki", "/", "DokuWiki"],
      ["projets", "/login", "form-username"],
      ["courriel", "/", "Roundcube"],
      ["adhesions", "/", "Le site est prêt"],
    ])(
      "serves the association's app at %s under its own name",
      async (at, path, text) => {
        const host = `${at}.les-amis.example`;
        const { status, body } = await getPage(server, host, path);
        expect(status).toBe(200);
        expect(body).toContain(text);
      },
    );

    it("keeps its files on the association's volume", async () => {
      expect(
        await ssh.text("findmnt --noheadings --output FSTYPE /srv/les-amis"),
      ).toBe("xfs");
      expect(await ssh.text("sudo ls /srv/les-amis/wordpress/html")).toContain(
        "wp-config.php",
      );
    });

    it(
      "still shows the post after the server was rebooted",
      async () => {
        const before = await ssh.text(
          "cat /proc/sys/kernel/random/boot_id; stat -c %Y /proc/1",
        );
        await ssh.run("sudo systemctl reboot");
        await eventually("the server has rebooted", 120, async () => {
          const now = await ssh.run(
            "cat /proc/sys/kernel/random/boot_id; stat -c %Y /proc/1",
          );
          return now.code === 0 && now.text.trim() !== before;
        });
        await eventually(
          "the site answers again",
          120,
          async () =>
            (await getPage(server, "www.les-amis.example")).status === 200,
        );
        expect(await visit(browser, post)).toContain(
          "Rendez-vous samedi sur la place.",
        );
      },
      5 * MINUTE,
    );
  });
}
