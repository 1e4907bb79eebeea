import type { AppContext, AppDefinition } from "./define-app";

export const database = {
  host: "db.example",
  port: 3306,
  name: "les_amis",
  user: "les_amis",
  password: "the-database-password",
};

export const mail = {
  host: "169.254.25.25",
  port: 587,
  user: "les-amis",
  password: "the-mail-password",
  from: "standard@les-amis.example",
};

/** What an app is told; asking for what it does not declare throws. */
export function contextOf(app: AppDefinition): AppContext<string> {
  return {
    displayName: "Les Amis du Quartier",
    contact: "bureau@les-amis.example",
    host: "www.les-amis.example",
    also: ["les-amis.org"],
    hasDatabase: true,
    database,
    hasMail: true,
    mail,
    mailServers: {
      imap: { host: "imap.example", port: 993 },
      smtp: { host: "smtp.example", port: 465 },
    },
    admin: { name: "epicier", password: "the-admin-password" },
    service: (name) => declared(`les-amis-${app.id}--`, name, app.services),
    key: (name) => declared("the-key-", name, Object.fromEntries(keysOf(app))),
  };
}

const keysOf = ({ keys = [] }: AppDefinition): [string, string][] =>
  keys.map((key) => [key, key]);

function declared(before: string, name: string, of: object = {}): string {
  if (name in of) return `${before}${name}`;
  throw new Error(`${name} is not declared`);
}
