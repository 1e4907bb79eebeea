import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ImapFlow } from "imapflow";
import { createTransport } from "nodemailer";
import type { Json } from "../../engine/provider";
import { MailProvider } from "../../provider/mail-provider";
import { ADDRESS, type FaultName, type SandboxContext } from "../context";
import type { OvhApiServer } from "./server";

export const PASSWORD = "correct-horse-1";

/** Mail programs and the provider, for tests of a sandbox's mail. */
export class MailTrial {
  readonly provider: MailProvider;
  private readonly host: string;

  constructor(
    private readonly ctx: SandboxContext,
    api: OvhApiServer,
  ) {
    this.host = ctx.extNet.address(ADDRESS.mail);
    this.provider = new MailProvider(async () => ({
      endpoint: api.endpoint,
      credentials: api.keys,
      ca: ctx.ca.certPem,
    }));
  }

  /** Checks, then creates, as an engine would. `type` is e.g. "Mailbox". */
  async create(type: string, inputs: Json) {
    const { provider } = this;
    const urn = `urn:pulumi:test::epicerie::ovhmail:index:${type}::test`;
    const { failures = [] } = await provider.check(urn, undefined, inputs);
    if (failures[0]) throw new Error(failures[0].reason);
    const created = await provider.create(urn, inputs);
    const { id } = created;
    let state = created.outs as Json;
    return {
      id,
      urn,
      outs: state,
      async update(news: Json) {
        const result = await provider.update(id, urn, state, news);
        return (state = result.outs as Json);
      },
      read: () => provider.read(id, urn, state),
      remove: () => provider.delete(id, urn, state),
    };
  }

  mailbox(
    accountName: string,
    domain: string,
    password = PASSWORD,
    size = 5_000_000_000,
  ) {
    const description = "of a test";
    const inputs = { accountName, domain, password, description, size };
    return this.create("Mailbox", inputs);
  }

  /** Switches on these faults and no others. */
  async faults(...names: FaultName[]): Promise<void> {
    const file = join(this.ctx.folder, "faults.json");
    await writeFile(file, JSON.stringify(names));
  }

  /** Sends by submission, as a mail program does; without `user` as another mail server, on port 25. */
  async send(
    port: number,
    to: string,
    subject: string,
    user?: string,
    password = PASSWORD,
  ): Promise<void> {
    const { host, ctx } = this;
    const transport = createTransport({
      host,
      port,
      secure: port === 465,
      requireTLS: true,
      tls: { ca: ctx.ca.certPem, servername: "smtp.mail.ovh.net" },
      ...(user === undefined ? {} : { auth: { user, pass: password } }),
    });
    const from = user ?? "somebody@elsewhere.example";
    await transport.sendMail({ from, to, subject, text: `About ${subject}` });
  }

  async withImap<T>(
    user: string,
    pass: string,
    work: (client: ImapFlow) => Promise<T>,
  ): Promise<T> {
    const client = new ImapFlow({
      host: this.host,
      port: 993,
      secure: true,
      servername: "imap.mail.ovh.net",
      tls: { ca: this.ctx.ca.certPem },
      auth: { user, pass },
      logger: false,
    });
    await client.connect();
    try {
      await client.mailboxOpen("INBOX");
      return await work(client);
    } finally {
      await client.logout();
    }
  }

  /** The text of the message of this subject, waited for at most ten seconds. */
  async received(user: string, subject: string): Promise<string> {
    for (let tries = 0; tries < 40; tries++) {
      const text = await this.withImap(user, PASSWORD, async (client) => {
        const found = await client.search({ subject });
        if (!found || found.length === 0) return undefined;
        const source = { source: true };
        const message = await client.fetchOne(String(found[0]), source);
        return message === false ? undefined : message.source?.toString();
      });
      if (text !== undefined) return text;
      await sleep(250);
    }
    throw new Error(`no message "${subject}" arrived at ${user}`);
  }

  /** How many messages of this subject there are. */
  count(user: string, subject: string): Promise<number> {
    return this.withImap(user, PASSWORD, async (client) => {
      const found = await client.search({ subject });
      return found ? found.length : 0;
    });
  }
}
