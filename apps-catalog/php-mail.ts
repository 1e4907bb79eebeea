import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AppContext } from "./app-context";
import type { ConfigFile } from "./define-service";

/** Where the official images of PHP, and those made from them, look for settings. Source: https://hub.docker.com/_/php, "Configuration" */
export const OFFICIAL_PHP_SETTINGS = "/usr/local/etc/php/conf.d";
const SENDMAIL = "/etc/epicerie/sendmail.php";

/** What PHP calls to send. */
export const SENDMAIL_COMMAND = `php -n ${SENDMAIL}`;

/**
 * Lets PHP's own `mail()` send through the association's account on the relay, for apps that know nothing else and images
 * that have no `sendmail`: a setting of PHP (https://www.php.net/manual/mail.configuration.php, "sendmail_path") and a
 * `sendmail` in PHP. Needs `mailSecret`. `folder` is where that PHP looks for settings.
 */
export function phpMail(
  folder = OFFICIAL_PHP_SETTINGS,
): Readonly<Record<"mail-ini" | "sendmail", ConfigFile>> {
  return {
    "mail-ini": {
      path: `${folder}/epicerie-mail.ini`,
      text: ({ hasMail }) =>
        hasMail ? `sendmail_path = "${SENDMAIL_COMMAND}"\n` : undefined,
    },
    sendmail: {
      path: SENDMAIL,
      text: (context) => (context.hasMail ? sendmail(context) : undefined),
    },
  };
}

/** The password of the association's account on the relay, as the file `/run/secrets/mail-password`. */
export function mailSecret<T>(context: AppContext<T>): Record<string, T> {
  return context.hasMail ? { "mail-password": context.mail.password } : {};
}

function sendmail({ mail }: AppContext<unknown>): string {
  const { host, port, user, from } = mail;
  const settings = {
    RELAY: `tcp://${host}:${String(port)}`,
    USER: user,
    FROM: from,
  };
  const declared = Object.entries(settings).map(
    ([name, value]) => `const ${name} = '${value}';\n`,
  );
  const script = readFileSync(join(__dirname, "sendmail.php"), "utf8");
  return script.replace("<?php\n", `<?php\n${declared.join("")}`);
}
