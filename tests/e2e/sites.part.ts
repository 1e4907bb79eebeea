import { DOMAIN, FOLDER, MINUTE, page, ssh, web } from "./app-matrix";
import { eventually } from "./world";

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

    const put = async (name: string, text: string): Promise<void> => {
      const file = `${FOLDER}/php-site/html/${name}`;
      const { code } = await ssh.run(`sudo tee ${file} >/dev/null`, text);
      expect(code).toBe(0);
    };

    it("runs what the association puts there, with its database", async () => {
      await put("livre.php", GUEST_BOOK);
      const { body } = await web.ask(`php.${DOMAIN}`, "/livre.php", {
        form: { mot: "Bravo" },
      });
      expect(body).toBe("Bravo\n");
    });

    it("takes a file larger than PHP's own 2 megabytes", async () => {
      const script = `<?php echo $_FILES["file"]["error"], " ", filesize($_FILES["file"]["tmp_name"]);`;
      await put("recevoir.php", script);
      const file = { name: "photo.txt", text: "x".repeat(5_000_000) };
      const { body } = await web.ask(`php.${DOMAIN}`, "/recevoir.php", {
        file,
      });
      expect(body).toBe("0 5000000");
    });

    it("shows no error of its pages to visitors", async () => {
      await put("faute.php", `<?php echo "avant "; echo $nobody["there"];`);
      expect(await page("php", "/faute.php")).toBe("avant ");
    });

    it(
      "runs its scheduled job, as its own user",
      async () => {
        const script = `<?php file_put_contents(__DIR__ . "/compte.txt", $argv[1]);`;
        await put("compte.php", script);
        const written = `${FOLDER}/php-site/html/compte.txt`;
        await eventually("the job has run", 60, async () => {
          return (await ssh.run(`sudo test -s ${written}`)).code === 0;
        });
        expect(await ssh.text(`sudo cat ${written}`)).toBe('l\'heure, "juste"');
        expect(await ssh.text(`sudo stat --format %u ${written}`)).toBe("33");
      },
      2 * MINUTE,
    );

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
