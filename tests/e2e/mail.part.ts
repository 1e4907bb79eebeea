import { MINUTE, server, services, amis, ssh } from "./online";
import {
  resolveAt,
  resolverAt,
  sendMail,
  subjects,
  submitMail,
} from "./clients";
import { epicerie, eventually } from "./world";

function passwordOf(address: string): string {
  return amis.mailboxes[address] ?? "";
}

export function namesAndMail(): void {
  describe("names and mail", () => {
    it("answers the association's names from the authoritative server", async () => {
      const dns = services.nameserver ?? "";
      expect(await resolveAt(dns, "www.les-amis.example")).toEqual([server]);
      expect(await resolveAt(dns, "les-amis.example")).toEqual([server]);
      const mx = await resolverAt(dns).resolveMx("les-amis.example");
      expect(mx.map(({ exchange }) => exchange).sort()).toEqual(
        [0, 1, 2, 3, 4].map((n) => `mx${String(n)}.mail.ovh.net`),
      );
      expect(
        (await resolverAt(dns).resolveTxt("les-amis.example")).flat(),
      ).toContain("v=spf1 include:mx.ovh.com -all");
    });

    it(
      "delivers a message from outside and one between mailboxes",
      async () => {
        const [mx] = await resolveAt(services.dns ?? "", "mx0.mail.ovh.net");
        await sendMail(mx ?? "", "contact@les-amis.example", "Une question");
        await submitMail(
          mx ?? "",
          "tresorerie@les-amis.example",
          passwordOf("tresorerie@les-amis.example"),
          "contact@les-amis.example",
          "Les comptes",
        );
        await eventually("both messages are there", 60, async () => {
          const found = await subjects(
            mx ?? "",
            "contact@les-amis.example",
            passwordOf("contact@les-amis.example"),
          );
          return (
            found.includes("Une question") && found.includes("Les comptes")
          );
        });
      },
      2 * MINUTE,
    );

    it(
      "forwards what is sent to a redirection to each of its mailboxes",
      async () => {
        const [mx] = await resolveAt(services.dns ?? "", "mx0.mail.ovh.net");
        await sendMail(mx ?? "", "bureau@les-amis.example", "Au bureau");
        for (const name of ["contact", "tresorerie"])
          await eventually(`${name} has it`, 60, async () => {
            const address = `${name}@les-amis.example`;
            return (
              await subjects(mx ?? "", address, passwordOf(address))
            ).includes("Au bureau");
          });
      },
      2 * MINUTE,
    );

    it(
      "refuses a wrong password and an unknown address",
      async () => {
        const mx = services.mail ?? "";
        await expect(
          subjects(mx, "contact@les-amis.example", "not-the-password"),
        ).rejects.toThrow();
        await expect(
          sendMail(mx, "personne@les-amis.example", "x"),
        ).rejects.toThrow(/550|unknown|reject/i);
      },
      MINUTE,
    );

    it(
      "tells what of the association's mail is stopped, and deletes it for who confirms",
      async () => {
        expect((await epicerie(["mail", "les-amis"])).text).toContain(
          "200 destinataires en 2 minutes, au plus.\nRien n'est arrêté.",
        );
        await ssh.text("sudo touch /var/lib/epicerie-mail/les-amis");
        const wordpress =
          "$(sudo docker ps -q --filter name=les-amis-wordpress.1)";
        const php = `require "/var/www/html/wp-load.php"; exit(wp_mail("tresorerie@les-amis.example", "Relance", "Bonjour.") ? 0 : 1);`;
        await ssh.text(`sudo docker exec ${wordpress} php -r '${php}'`);
        const shown = await epicerie(["mail", "les-amis"]);
        expect(shown.text).toMatch(
          /1 message attend.*\n.*contact@les-amis\.example +tresorerie@les-amis\.example/,
        );
        const unsure = await epicerie(["mail", "les-amis", "--discard"]);
        expect(unsure.code).toBe(1);
        expect(unsure.text).toContain("--yes les-amis");
        const sure = ["mail", "les-amis", "--discard", "--yes", "les-amis"];
        expect((await epicerie(sure)).text).toContain("1 message est effacé");
        expect((await epicerie(["mail", "les-amis"])).text).toContain(
          "Rien n'est arrêté.",
        );
      },
      2 * MINUTE,
    );
  });
}
