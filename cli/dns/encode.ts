import { type Part, recordType } from "./record-types";

/** A record's data on the wire, from how a zone file writes it. Names are lower case and whole, texts in one piece. */
export function encodeData(type: string, target: string): Buffer {
  const { parts } = recordType(type);
  // A text that came without quotes is one text, as at OVH.
  const words =
    parts[0] === "texts" && !/^\s*"/.test(target) ? [target] : wordsOf(target);
  return Buffer.concat(
    parts.map((part) => {
      const all = ["texts", "location", "parameters", "hex", "rest"];
      const own = all.includes(part) ? words.splice(0) : words.splice(0, 1);
      return encodePart(part, own);
    }),
  );
}

/** A domain name on the wire. A dot after a backslash is no separator. */
export function encodeName(name: string): Buffer {
  const labels = name
    .toLowerCase()
    .replace(/(?<!\\)\.$/, "")
    .split(/(?<!\\)\./)
    .filter((label) => label !== "")
    .map((label) => Buffer.from(label.replaceAll("\\", ""), "latin1"));
  return Buffer.concat([
    ...labels.map((label) => Buffer.concat([Buffer.of(label.length), label])),
    Buffer.of(0),
  ]);
}

function encodePart(part: Part, words: readonly string[]): Buffer {
  const [word = ""] = words;
  switch (part) {
    case "u8":
      return Buffer.of(Number(word));
    case "u16":
      return uint16(Number(word));
    case "name":
      return encodeName(word);
    case "ipv4":
      return Buffer.from(word.split(".").map(Number));
    case "ipv6":
      return encodeIpv6(word);
    case "string":
      return encodeString(Buffer.from(word, "latin1"));
    case "texts":
    case "rest":
      return Buffer.from(words.join(""), "latin1");
    case "hex":
      return Buffer.from(words.join(""), "hex");
    case "location":
      return encodeLocation(words);
    case "parameters":
      return encodeParameters(words);
  }
}

/** The words of a zone file's line; quotes keep spaces, a backslash keeps what follows. */
function wordsOf(line: string): string[] {
  const found = line.matchAll(
    /"((?:[^"\\]|\\.)*)"|((?:[^\s"\\]|\\.)+"[^"]*"|(?:[^\s"\\]|\\.)+)/gs,
  );
  return [...found].map(([, quoted, plain = ""]) =>
    // A name's backslashes are its own affair.
    quoted === undefined ? plain : quoted.replaceAll(/\\(.)/gs, "$1"),
  );
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function encodeString(text: Buffer): Buffer {
  return Buffer.concat([Buffer.of(text.length), text]);
}

function encodeIpv6(address: string): Buffer {
  // The URL parser writes an address in hexadecimal groups, with at most one gap.
  const [start = "", end] = new URL(`http://[${address}]`).hostname
    .slice(1, -1)
    .split("::");
  const groups = (text: string): string[] =>
    text === "" ? [] : text.split(":");
  const [before, after] = [groups(start), groups(end ?? "")];
  const gap = Array<string>(8 - before.length - after.length).fill("0");
  return Buffer.concat(
    [...before, ...gap, ...after].map((group) => uint16(parseInt(group, 16))),
  );
}

/** RFC 1876, 2, with its default sizes: 1 m, 10 km across, 10 m up and down. */
function encodeLocation(words: readonly string[]): Buffer {
  const angle = (from: number): number => {
    const [degrees, minutes, seconds] = words.slice(from, from + 3).map(Number);
    const thousandths =
      (degrees ?? 0) * 3_600_000 +
      (minutes ?? 0) * 60_000 +
      Math.round((seconds ?? 0) * 1_000);
    return /[SW]/.test(words[from + 3] ?? "") ? -thousandths : thousandths;
  };
  const bytes = Buffer.alloc(16);
  bytes.set([0, 0x12, 0x16, 0x13]);
  bytes.writeUInt32BE(2 ** 31 + angle(0), 4);
  bytes.writeUInt32BE(2 ** 31 + angle(4), 8);
  const centimetres = Math.round(parseFloat(words[8] ?? "0") * 100);
  bytes.writeUInt32BE(10_000_000 + centimetres, 12);
  return bytes;
}

/** RFC 9460, 14.3.2, by number. */
const PARAMETERS = [
  "mandatory",
  "alpn",
  "no-default-alpn",
  "port",
  "ipv4hint",
  "ech",
  "ipv6hint",
];

function encodeParameters(words: readonly string[]): Buffer {
  const pairs = words.map((word) => {
    const [key = "", ...rest] = word.split("=");
    const value = rest.join("=").replaceAll(/^"|"$/g, "");
    return { number: parameterNumber(key), value: encodeValue(key, value) };
  });
  return Buffer.concat(
    pairs
      .sort((a, b) => a.number - b.number)
      .flatMap(({ number, value }) => [
        uint16(number),
        uint16(value.length),
        value,
      ]),
  );
}

function parameterNumber(key: string): number {
  const known = PARAMETERS.indexOf(key);
  return known >= 0 ? known : Number(key.replace(/^key/, ""));
}

function encodeValue(key: string, value: string): Buffer {
  const items = value === "" ? [] : value.split(",");
  switch (key) {
    case "mandatory":
      return Buffer.concat(
        items
          .map(parameterNumber)
          .sort((a, b) => a - b)
          .map(uint16),
      );
    case "alpn":
      return Buffer.concat(
        items.map((item) => encodeString(Buffer.from(item, "latin1"))),
      );
    case "port":
      return uint16(Number(value));
    case "ipv4hint":
      return Buffer.concat(items.map((item) => encodePart("ipv4", [item])));
    case "ipv6hint":
      return Buffer.concat(items.map(encodeIpv6));
    case "ech":
      return Buffer.from(value, "base64");
    default:
      return Buffer.from(value, "latin1");
  }
}
