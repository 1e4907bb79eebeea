import {
  adminOf,
  DOMAIN,
  hidden,
  mailboxes,
  page,
  serviceAddress,
  web,
} from "./app-matrix";
import { sendMail } from "./clients";
import { eventually } from "./world";

/** Roundcube's address book as it exports it. */
export async function contacts(): Promise<string> {
  const book = await page("courrier", "/?_task=addressbook");
  const token = /"request_token":"([^"]+)"/.exec(book)?.[1] ?? "";
  const path = `/?_task=addressbook&_action=export&_source=0&_token=${token}`;
  return page("courrier", path);
}

export function officeApps(): void {
  describe("kanboard", () => {
    const host = `taches.${DOMAIN}`;

    it("lets its administrator in, and nobody with the account it comes with", async () => {
      const check = "/?controller=AuthController&action=check";
      const login = async (username: string, password: string) => {
        const csrf_token = hidden(
          await page("taches", "/login"),
          "csrf_token",
        ).csrf_token;
        const form = { csrf_token: csrf_token ?? "", username, password };
        return (await web.ask(host, check, { form })).body;
      };
      expect(await login("admin", "admin")).not.toContain("/logout");
      const { name, password } = adminOf("taches");
      expect(await login(name, password)).toContain("/logout");
    });

    it("takes a project", async () => {
      const create = "/?controller=ProjectCreationController&action=";
      const csrf_token = hidden(
        await page("taches", `${create}create`),
        "csrf_token",
      ).csrf_token;
      const form = { csrf_token: csrf_token ?? "", name: "Fête du quartier" };
      const { status } = await web.ask(host, `${create}save`, { form });
      expect(status).toBe(200);
      expect(await page("taches", "/projects")).toContain("Fête du quartier");
    });
  });

  describe("roundcube", () => {
    const host = `courrier.${DOMAIN}`;
    const address = `contact@${DOMAIN}`;
    const login = async (password: string) => {
      const { _token = "" } = hidden(
        await page("courrier", "/?_task=login"),
        "_token",
      );
      const form = {
        _token,
        _task: "login",
        _action: "login",
        _user: address,
        _pass: password,
      };
      return web.ask(host, "/?_task=login", { form });
    };

    it("lets people in with a mailbox and its password only", async () => {
      expect((await login("not-the-password")).body).toContain("rcmloginuser");
      const { body } = await login(mailboxes[address] ?? "");
      expect(body).toContain("messagelist");
    });

    it("shows a message that has arrived", async () => {
      await sendMail(
        await serviceAddress("mail"),
        address,
        "Les clés de la halle",
      );
      await eventually("the message is there", 60, async () =>
        (
          await page("courrier", "/?_task=mail&_mbox=INBOX&_uid=1&_action=show")
        ).includes("Les clés de la halle"),
      );
    });

    it("takes an address into its address book", async () => {
      const book = await page("courrier", "/?_task=addressbook");
      const _token = /"request_token":"([^"]+)"/.exec(book)?.[1] ?? "";
      const form = {
        _token,
        _source: "0",
        _name: "Mairie",
        "_email[]": "mairie@ville.example",
        "_subtype_email[]": "home",
      };
      await web.ask(host, "/?_task=addressbook&_action=save&_framed=1", {
        form,
      });
      expect(await contacts()).toContain("mairie@ville.example");
    });
  });
}
