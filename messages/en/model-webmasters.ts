import { enumerate } from "../format";
import type { webmasters as french } from "../fr/model-webmasters";

export const webmasters: typeof french = {
  sftpClosed: () => ({
    what: "the platform does not open access to files (SFTP)",
    remedy:
      'Add sftpFrom to stacks/prod.ts: ["0.0.0.0/0"] to let people come from anywhere, or the addresses of the associations.',
  }),
  accountTooLong: (most) => ({
    what: "this login is too long",
    remedy: `At most ${String(most)} characters: take a first name, or initials.`,
  }),
  webmasterKeyMissing: () => ({
    what: "this person's SSH key is missing",
    remedy:
      "Ask for the content of their file id_ed25519.pub (never the one without .pub).",
  }),
  invalidWebmasterKey: () => ({
    what: "this is not a public SSH key",
    remedy:
      "One line that starts with ssh-ed25519 AAAA…, that of the file id_ed25519.pub (never the one without .pub).",
  }),
  noEditableApp: () => ({
    what: "no app of this association has files to change",
    remedy:
      "Add a site (php-site, static-site, wordpress), or remove this access.",
  }),
  appToChoose: (names) => ({
    what: "it must say which app's files",
    remedy: `Add app: "…", one of: ${enumerate(names, "and")}.`,
  }),
};
