import { DOMAIN } from "./gazette";
import { eventually, type Ssh } from "./world";

const MINUTE = 60_000;
const EDITORS = `redaction@${DOMAIN}`;

/** What these tests look at. */
interface Scene {
  readonly ssh: Ssh;
  /** The body of one of the app's pages. */
  page(path: string): Promise<string>;
  /** Passwords by address. */
  readonly mailboxes: Readonly<Record<string, string>>;
}

/** The mail that apps send: by the relay of their server, as their association alone, and only so much of it. */
export function outgoingMail(scene: () => Scene): void {
  /** The relay's answer to a mail of the app. */
  const send = (subject: string, from = EDITORS): Promise<string> =>
    scene().page(`/mail/${from}/${EDITORS}/${subject}`);

  /** How many messages with a word in their subject are in a mailbox, read by IMAP from the server. */
  async function arrived(address: string, word: string): Promise<number> {
    const login = `user = "${address}:${scene().mailboxes[address] ?? ""}"`;
    const ask = `curl --silent --config - --request 'SEARCH SUBJECT ${word}' imaps://imap.mail.ovh.net/INBOX`;
    const { code, text } = await scene().ssh.run(ask, login);
    if (code !== 0) throw new Error(`curl ended with ${String(code)}: ${text}`);
    return text.match(/\d+/g)?.length ?? 0;
  }

  const onServer = async (what: string): Promise<Record<string, unknown>> =>
    JSON.parse(
      await scene().ssh.text(`sudo epicerie-mail ${what} la-gazette`),
    ) as Record<string, unknown>;

  describe("the mail of an app", () => {
    it(
      "arrives",
      async () => {
        expect(await send("premiere")).toMatch(/^250 /);
        await eventually(
          "it is there",
          60,
          async () => (await arrived(EDITORS, "premiere")) === 1,
        );
      },
      2 * MINUTE,
    );

    it("is not taken in the name of another domain, nor from who has no login", async () => {
      expect(await send("faux", "bureau@les-amis.example")).toMatch(
        /^553 .*not owned by user la-gazette/,
      );
      const { text } = await scene().ssh.run(
        `curl --silent --show-error --mail-from ${EDITORS} --mail-rcpt ${EDITORS} --upload-file - smtp://169.254.25.25:587`,
        "Subject: sans mot de passe\n\n",
      );
      expect(text).toMatch(/denied|rejected|554/i);
    });

    it(
      "leaves by the relay alone: port 25 is closed to apps, and 465 open",
      async () => {
        const knock = async (port: number): Promise<number> => {
          const php = `exit(@fsockopen("smtp.mail.ovh.net", ${String(port)}, $code, $text, 9) ? 0 : $code);`;
          const app = "$(docker ps -q --filter name=la-gazette-gazette.1)";
          const ask = `docker exec ${app} php -r '${php}'`;
          return (await scene().ssh.run(ask)).code;
        };
        expect(await knock(465)).toBe(0);
        // Connection refused.
        expect(await knock(25)).toBe(111);
        const { code } = await scene().ssh.run(
          "nc -z -w 9 smtp.mail.ovh.net 25",
        );
        expect(code).toBe(0);
      },
      MINUTE,
    );

    it(
      "is held once it is too much, and the platform's contact is told, once",
      async () => {
        for (const subject of ["deuxieme", "troisieme", "quatrieme"])
          expect(await send(subject)).toMatch(/^250 /);
        // The same domain to a mail server.
        const shouted = `Redaction@${DOMAIN.toUpperCase()}`;
        expect(await send("encore", shouted)).toMatch(/^250 /);
        expect(await onServer("show")).toMatchObject({
          limit: 3,
          minutes: 60,
          stoppedSince: expect.stringMatching(/^20/) as string,
          held: [{ to: [EDITORS] }, { to: [EDITORS] }],
        });
        await eventually(
          "the stop is told",
          60,
          async () =>
            (await scene().ssh.text(
              "cat /var/lib/epicerie-mail/la-gazette",
            )) === "told",
        );
        await eventually(
          "the alert is there",
          60,
          async () => (await arrived(`technique@${DOMAIN}`, "La")) === 1,
        );
        await eventually(
          "what came before has arrived",
          60,
          async () => (await arrived(EDITORS, "troisieme")) === 1,
        );
        expect(await arrived(EDITORS, "quatrieme")).toBe(0);
      },
      3 * MINUTE,
    );

    it(
      "goes out when somebody releases it",
      async () => {
        expect(await onServer("release")).toEqual({ messages: 2 });
        await eventually(
          "both are there",
          60,
          async () =>
            (await arrived(EDITORS, "quatrieme")) === 1 &&
            (await arrived(EDITORS, "encore")) === 1,
        );
        expect(await onServer("show")).toMatchObject({
          stoppedSince: null,
          held: [],
        });
      },
      2 * MINUTE,
    );
  });
}
