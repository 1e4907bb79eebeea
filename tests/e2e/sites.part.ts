import { DOMAIN, FOLDER, page, ssh, web } from "./app-matrix";

export function sites(): void {
  describe("php-site", () => {
    const GUEST_BOOK = `<?php
$password = trim(file_get_contents(getenv("DB_PASSWORD_FILE")));
$dsn = sprintf("mysql:host=%s;port=%s;dbname=%s", getenv("DB_HOST"), getenv("DB_PORT"), getenv("DB_NAME"));
$db = new PDO($dsn, getenv("DB_USER"), $password);
$db->exec("CREATE TABLE IF NOT EXISTS livre (mot VARCHAR(99))");
if (isset($_POST["mot"])) $db->prepare("INSERT INTO livre VALUES (?)")->execute([$_POST["mot"]]);
foreach ($db->query("SELECT mot FROM livre") as [$mot]) echo htmlspecialchars($mot), "\\n";
`;

    it("says that it is ready", async () => {
      for (const at of ["php", "nu"])
        expect(await page(at, "/")).toMatch(/Le site est prêt[^]*PHP \d/);
    });

    it("runs what the association puts there, with its database", async () => {
      const file = `${FOLDER}/php-site/html/livre.php`;
      expect(
        (await ssh.run(`sudo tee ${file} >/dev/null`, GUEST_BOOK)).code,
      ).toBe(0);
      const { body } = await web.ask(`php.${DOMAIN}`, "/livre.php", {
        form: { mot: "Bravo" },
      });
      expect(body).toBe("Bravo\n");
    });

    it("has no database unless it was asked for", async () => {
      const declared = await ssh.text("docker service inspect la-halle-php-nu");
      expect(declared).not.toContain("DB_HOST");
    });
  });

  describe("static-site", () => {
    it("says that it is ready, under the association's name", async () => {
      expect(await page("www", "/")).toContain("<h1>La Halle &amp; Cie</h1>");
    });

    it("shows what the association puts there", async () => {
      const file = `${FOLDER}/static-site/site/index.html`;
      expect(
        (await ssh.run(`sudo tee ${file} >/dev/null`, "<h1>À table</h1>")).code,
      ).toBe(0);
      expect(await page("www", "/")).toBe("<h1>À table</h1>");
    });
  });
}
