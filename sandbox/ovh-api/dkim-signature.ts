import { createHash, createPublicKey, verify } from "node:crypto";
import type { Resolver } from "node:dns/promises";

/**
 * Who signed a message: `<selector>._domainkey.<domain>`. Looks the key up as a recipient does, and throws when the
 * signature does not hold. For signatures by rsa-sha256 and relaxed/relaxed only. Source: RFC 6376, sections 3.4 to 3.7.
 */
export async function signerOf(
  message: string,
  resolver: Resolver,
): Promise<string> {
  const end = message.indexOf("\r\n\r\n");
  const headers = message.slice(0, end).split(/\r\n(?![ \t])/);
  const signature = headers.find((line) => /^dkim-signature:/i.test(line));
  if (signature === undefined) throw new Error("the message is not signed");
  const tags = tagsOf(signature.slice(signature.indexOf(":") + 1));
  const body = relaxedBody(message.slice(end + 4));
  if (createHash("sha256").update(body).digest("base64") !== tags.bh)
    throw new Error("the body is not the one that was signed");
  const left = [...headers].reverse();
  const signed = (tags.h ?? "").split(":").flatMap((name) => {
    const at = left.findIndex((line) => nameOf(line) === name.toLowerCase());
    return at < 0 ? [] : left.splice(at, 1).map(relaxed);
  });
  const own = relaxed(signature.replace(/([;:\s]b=)[^;]*/, "$1"));
  const signer = `${tags.s}._domainkey.${tags.d}`;
  const key = createPublicKey({
    key: Buffer.from(await keyAt(signer, resolver), "base64"),
    format: "der",
    type: "spki",
  });
  const text = Buffer.from([...signed, own].join("\r\n"), "latin1");
  if (!verify("sha256", text, key, Buffer.from(tags.b ?? "", "base64")))
    throw new Error("the signature is not one of this key");
  return signer;
}

async function keyAt(name: string, resolver: Resolver): Promise<string> {
  const [strings = []] = await resolver.resolveTxt(name);
  return tagsOf(strings.join("")).p ?? "";
}

function tagsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(";").map((tag) => {
      const [name = "", ...value] = tag.split("=");
      return [name.trim(), value.join("=").replace(/\s/g, "")];
    }),
  );
}

const nameOf = (line: string): string =>
  line.slice(0, line.indexOf(":")).trim().toLowerCase();

function relaxed(line: string): string {
  const value = line.slice(line.indexOf(":") + 1);
  const plain = value.replace(/\r\n/g, "").replace(/[ \t]+/g, " ");
  return `${nameOf(line)}:${plain.trim()}`;
}

function relaxedBody(body: string): Buffer {
  const plain = body
    .replace(/[ \t]+/g, " ")
    .replace(/ \r\n/g, "\r\n")
    .replace(/(\r\n)*$/, "");
  return Buffer.from(plain === "" ? "" : `${plain}\r\n`, "latin1");
}
