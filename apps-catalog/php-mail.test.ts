import type { AppContext } from "./app-context";
import { mailSecret, phpMail } from "./php-mail";

const mail = {
  host: "169.254.25.25",
  port: 587,
  user: "les-amis",
  password: "the-mail-password",
  from: "contact@les-amis.example",
};
const withMail = { hasMail: true, mail } as AppContext<string>;
const without = {
  hasMail: false,
  get mail(): never {
    throw new Error("no mail");
  },
} as unknown as AppContext<string>;

/** What arrives is seen in `tests/e2e/app-mail.part.ts`. */
describe("PHP's own mail()", () => {
  it("goes through a `sendmail` that knows the relay, and reads its password from a file", () => {
    const { "mail-ini": ini, sendmail } = phpMail("/etc/php");
    expect(ini.path).toBe("/etc/php/epicerie-mail.ini");
    expect(ini.text(withMail)).toBe(
      `sendmail_path = "php -n ${sendmail.path}"\n`,
    );
    const script = sendmail.text(withMail) ?? "";
    expect(script).toMatch(
      /^<\?php\nconst RELAY = 'tcp:\/\/169\.254\.25\.25:587';\nconst USER = 'les-amis';\nconst FROM = 'contact@les-amis\.example';\n/,
    );
    expect(script).not.toContain(mail.password);
    expect(script).toContain("/run/secrets/mail-password");
    expect(mailSecret(withMail)).toEqual({ "mail-password": mail.password });
  });

  it("has nothing where there is no mailbox to send as", () => {
    const texts = Object.values(phpMail()).map(({ text }) => text(without));
    expect(texts).toEqual([undefined, undefined]);
    expect(mailSecret(without)).toEqual({});
  });
});
