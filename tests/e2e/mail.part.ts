import { MINUTE, server, services, amis } from "./online";
import {
  resolveAt,
  resolverAt,
  sendMail,
  subjects,
  submitMail,
} from "./clients";
import { eventually } from "./world";

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
  });
}
