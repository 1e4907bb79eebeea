import {
  adminOf,
  authority,
  DOMAIN,
  FOLDER,
  hidden,
  mailboxes,
  MINUTE,
  page,
  serviceAddress,
  ssh,
  web,
} from "./app-matrix";
import { inbox } from "./clients";
import { eventually } from "./world";

const ADDRESS = `contact@${DOMAIN}`;

/** Waits for a message in the association's mailbox by words of its subject, and gives it as it came. */
async function arrived(words: string): Promise<string> {
  const server = await serviceAddress("mail");
  let found: string | undefined;
  await eventually(`"${words}" has arrived`, 60, async () => {
    const login = { user: ADDRESS, pass: mailboxes[ADDRESS] ?? "" };
    const all = await inbox(server, login, authority());
    found = all.find(({ subject }) => subject.includes(words))?.source;
    return found !== undefined;
  });
  return found ?? "";
}

/** What these apps send arrives, from the association's address. */
export function appMail(): void {
  describe("mail that apps send", () => {
    it(
      "leaves a php-site by mail(), with the visitor as who gets the answer",
      async () => {
        const file = `${FOLDER}/php-site/html/ecrire.php`;
        const script = `<?php
echo mail("${ADDRESS}", "Le formulaire", "Bonjour,\\n.\\nune question.", "From: Nadia <nadia@ailleurs.example>") ? "parti" : "refus";`;
        await ssh.run(`sudo tee ${file} >/dev/null`, script);
        expect(await page("php", "/ecrire.php")).toBe("parti");
        const message = await arrived("Le formulaire");
        expect(message).toContain(`From: Nadia <${ADDRESS}>`);
        expect(message).toContain("Reply-To: Nadia <nadia@ailleurs.example>");
        expect(message).toMatch(/Bonjour,\r?\n\.\r?\nune question\./);
      },
      2 * MINUTE,
    );

    it(
      "leaves DokuWiki for who forgot a password",
      async () => {
        const { name } = adminOf("wiki");
        const form = { do: "resendpwd", save: "1", login: name };
        await web.ask(`wiki.${DOMAIN}`, "/start", { form });
        expect(await arrived("mot de passe DokuWiki")).toContain(
          `From: ${ADDRESS}`,
        );
      },
      2 * MINUTE,
    );

    it(
      "leaves SPIP for who forgot a password",
      async () => {
        const path = "/spip.php?page=spip_pass";
        const form = {
          ...hidden(await page("journal", path), "oubli"),
          oubli: ADDRESS,
        };
        await web.ask(`journal.${DOMAIN}`, path, { form });
        expect(await arrived("Oubli du mot de passe")).toContain(ADDRESS);
      },
      2 * MINUTE,
    );

    it(
      "leaves Kanboard for who is invited",
      async () => {
        const to = "/?controller=UserInviteController&action=";
        const form = {
          ...hidden(await page("taches", `${to}show`), "emails"),
          emails: ADDRESS,
          project_id: "0",
        };
        await web.ask(`taches.${DOMAIN}`, `${to}save`, { form });
        const message = await arrived("Kanboard");
        expect(message).toMatch(
          new RegExp(`^From: .*via Kanboard.*<${ADDRESS}>`, "m"),
        );
        expect(message).toContain(`href=3D"https://taches.${DOMAIN}/invite/`);
      },
      2 * MINUTE,
    );
  });
}
