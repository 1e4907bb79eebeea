import { Resolver } from "node:dns/promises";
import { request as requestPlain } from "node:http";
import { request } from "node:https";
import { createConnection, createServer } from "node:net";
import { spawn } from "node:child_process";
import { ImapFlow } from "imapflow";
import { createTransport } from "nodemailer";
import { Client as S3Client } from "minio";
import { Agent } from "node:https";
import {
  authority,
  type BeneficiaryOutputs,
  eventually,
  type Ssh,
} from "./world";

/** Asks one name server, and no other, for the addresses of a name. */
export async function resolveAt(
  server: string,
  name: string,
): Promise<string[]> {
  return resolverAt(server).resolve4(name);
}

export function resolverAt(server: string): Resolver {
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  resolver.setServers([server]);
  return resolver;
}

/** A page over HTTPS from one address, its certificate checked against the sandbox's authority. */
export function getPage(
  address: string,
  host: string,
  path = "/",
): Promise<{ status: number; location?: string; body: string }> {
  return new Promise((done, fail) => {
    const options = {
      host: address,
      servername: host,
      path,
      headers: { host },
      ca: authority(),
      timeout: 10_000,
    };
    const asked = request(options, (answer) => {
      let body = "";
      answer.on("data", (chunk: Buffer) => (body += chunk.toString()));
      answer.on("end", () => {
        const { location } = answer.headers;
        done({
          status: answer.statusCode ?? 0,
          body,
          ...(location ? { location } : {}),
        });
      });
    });
    asked.on("timeout", () => asked.destroy(new Error("no answer in 10 s")));
    asked.on("error", fail);
    asked.end();
  });
}

/** What one address answers over HTTP, without TLS, to who asks for a host. (Node's `fetch` does not send a host of one's own.) */
export function askPlain(
  address: string,
  host: string,
): Promise<{ status: number; location?: string }> {
  return new Promise((done, fail) => {
    const options = { host: address, headers: { host }, timeout: 10_000 };
    const asked = requestPlain(options, (answer) => {
      const { location } = answer.headers;
      answer.resume();
      done({
        status: answer.statusCode ?? 0,
        ...(location ? { location } : {}),
      });
    });
    asked.on("timeout", () => asked.destroy(new Error("no answer in 10 s")));
    asked.on("error", fail);
    asked.end();
  });
}

/** Whether a TCP connection opens within three seconds, from one of this machine's own addresses if one is given. */
export function canConnect(
  host: string,
  port: number,
  from?: string,
): Promise<boolean> {
  return new Promise((done) => {
    const socket = createConnection({
      host,
      port,
      ...(from ? { localAddress: from } : {}),
    });
    const end = (open: boolean): void => {
      socket.destroy();
      done(open);
    };
    socket.setTimeout(3000, () => end(false));
    socket.on("connect", () => end(true));
    socket.on("error", () => end(false));
  });
}

/** Sends a message as a program outside would: to the domain's mail server, on port 25. */
export async function sendMail(
  server: string,
  to: string,
  subject: string,
): Promise<void> {
  const transport = createTransport({
    host: server,
    port: 25,
    tls: { rejectUnauthorized: false },
  });
  await transport.sendMail({
    from: "visiteuse@ailleurs.example",
    to,
    subject,
    text: "Bonjour.",
  });
  transport.close();
}

/** Sends a message as the owner of a mailbox, through the submission port, over TLS that is checked. */
export async function submitMail(
  server: string,
  user: string,
  password: string,
  to: string,
  subject: string,
): Promise<void> {
  const tls = { servername: "smtp.mail.ovh.net", ca: authority() };
  const transport = createTransport({
    host: server,
    port: 465,
    secure: true,
    auth: { user, pass: password },
    tls,
  });
  await transport.sendMail({ from: user, to, subject, text: "Bonjour." });
  transport.close();
}

/** The subjects in a mailbox. */
export async function subjects(
  server: string,
  user: string,
  password: string,
): Promise<string[]> {
  const all = await inbox(server, { user, pass: password }, authority());
  return all.map(({ subject }) => subject);
}

/** The messages in a mailbox, read by IMAP over TLS that is checked; each as it came. */
export async function inbox(
  server: string,
  auth: { readonly user: string; readonly pass: string },
  ca: Buffer,
): Promise<{ subject: string; source: string }[]> {
  const tls = { servername: "imap.mail.ovh.net", ca };
  const client = new ImapFlow({
    host: server,
    port: 993,
    secure: true,
    auth,
    tls,
    logger: false,
  });
  await client.connect();
  try {
    await client.mailboxOpen("INBOX");
    const found: { subject: string; source: string }[] = [];
    const wanted = { envelope: true, source: true };
    for await (const { envelope, source } of client.fetch("1:*", wanted))
      found.push({
        subject: envelope?.subject ?? "",
        source: source?.toString() ?? "",
      });
    return found;
  } finally {
    await client.logout();
  }
}

/** An S3 client with one beneficiary's credential, talking to the vendor's name at the sandbox's address. */
export function s3(
  address: string,
  {
    bucket,
    bucketCredential,
  }: Pick<BeneficiaryOutputs, "bucket" | "bucketCredential">,
): S3Client {
  const lookup = (
    _name: string,
    options: { all?: boolean },
    found: (...answer: unknown[]) => void,
  ): void =>
    options.all
      ? found(null, [{ address, family: 4 }])
      : found(null, address, 4);
  return new S3Client({
    endPoint: new URL(bucket.endpoint).host,
    useSSL: true,
    region: "gra",
    pathStyle: true,
    accessKey: bucketCredential.accessKeyId,
    secretKey: bucketCredential.secretAccessKey,
    transportAgent: new Agent({ ca: authority(), lookup: lookup as never }),
  });
}

/** A port of this machine that leads, through a server, to a host and port as that server sees them. */
export async function tunnel(
  ssh: Ssh,
  host: string,
  port: number,
): Promise<{ port: number; close(): void }> {
  const local = await freePort();
  const forward = `127.0.0.1:${String(local)}:${host}:${String(port)}`;
  const child = spawn("ssh", [
    ...ssh.options,
    "-N",
    "-L",
    forward,
    "-o",
    "ExitOnForwardFailure=yes",
    ssh.target,
  ]);
  await eventually("the tunnel opens", 20, () =>
    canConnect("127.0.0.1", local),
  );
  return { port: local, close: () => void child.kill() };
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        done(typeof address === "object" && address ? address.port : 0),
      );
    });
  });
}
