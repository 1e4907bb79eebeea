import { adminOf, DOMAIN, FOLDER, hidden, page, ssh, web } from "./app-matrix";

export function writingApps(): void {
  describe("dokuwiki", () => {
    const host = `wiki.${DOMAIN}`;

    it("lets its administrator in, and nobody with another password", async () => {
      const { name, password } = adminOf("wiki");
      const login = { do: "login", id: "start", u: name };
      const refused = await web.ask(host, "/start", {
        form: { ...login, p: "not-the-password" },
      });
      expect(refused.body).not.toContain("do=logout");
      const { body } = await web.ask(host, "/start", {
        form: { ...login, p: password },
      });
      expect(body).toContain("do=logout");
      expect(body).toContain("do=admin");
      expect(body).toContain('lang="fr"');
    });

    it("takes a page from its administrator, and only from a member", async () => {
      const edit = await web.ask(host, "/potager?do=edit");
      const sectok = /name="sectok" value="([^"]*)"/.exec(edit.body)?.[1] ?? "";
      const saved = await web.ask(host, "/potager", {
        form: {
          sectok,
          id: "potager",
          "do[save]": "1",
          wikitext: "Arrosage le **mardi**.",
          prefix: ".",
          suffix: "",
          changecheck: "",
          target: "section",
        },
      });
      expect(saved.body).toContain("Arrosage le <strong>mardi</strong>.");
      expect(
        await ssh.text(
          `sudo cat ${FOLDER}/dokuwiki/storage/data/pages/potager.txt`,
        ),
      ).toBe("Arrosage le **mardi**.");
    });

    it("keeps its settings and its users from visitors", async () => {
      for (const path of ["/conf/users.auth.php", "/data/pages/potager.txt"])
        expect((await web.ask(host, path)).status).toBe(403);
    });
  });

  describe("etherpad", () => {
    const host = `pad.${DOMAIN}`;

    it("lets its administrator in, and nobody without the password", async () => {
      expect((await web.ask(host, "/admin/")).status).toBe(401);
      const login = adminOf("pad");
      expect((await web.ask(host, "/admin/", { login })).status).toBe(200);
    });

    it("takes a text", async () => {
      const file = {
        name: "reunion.txt",
        text: "Ordre du jour : les comptes.",
      };
      const { status } = await web.ask(host, "/p/reunion/import", { file });
      expect(status).toBe(200);
      expect(await page("pad", "/p/reunion/export/txt")).toContain(file.text);
    });

    it("has its passwords in files, not in its declared environment", async () => {
      const declared = await ssh.text(
        "docker service inspect la-halle-etherpad",
      );
      expect(declared).toContain("DB_HOST");
      expect(declared).not.toContain(adminOf("pad").password);
    });
  });

  describe("spip", () => {
    const host = `journal.${DOMAIN}`;
    const form = async (path: string, fields: Record<string, string>) => {
      const [field = ""] = Object.keys(fields);
      const shown = hidden(await page("journal", path), field);
      const sent = { ...shown, ...fields };
      return web.ask(host, path, { form: sent });
    };

    it("lets its administrator in, and nobody with another password", async () => {
      const path = "/spip.php?page=login&url=%2Fecrire%2F";
      const { name, password } = adminOf("journal");
      await form(path, { var_login: name, password: "not-the-password" });
      expect(await page("journal", "/ecrire/")).toContain("formulaire_login");
      await form(path, { var_login: name, password });
      expect(await page("journal", "/ecrire/")).toContain("action=logout");
    });

    it("takes a section from its administrator", async () => {
      const path = "/ecrire/?exec=rubrique_edit&new=oui";
      await form(path, { titre: "Nouvelles du jardin", id_parent: "0" });
      const shown = await page(
        "journal",
        "/ecrire/?exec=rubrique&id_rubrique=1",
      );
      expect(shown).toContain("Nouvelles du jardin");
    });

    it("keeps its password from visitors", async () => {
      for (const path of ["/config/connect.php", "/tmp/log/spip.log"])
        expect(await page("journal", path)).not.toContain("spip_connect_db");
    });
  });
}
