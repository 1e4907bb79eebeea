import { randomInt } from "node:crypto";
import { connect } from "node:net";
import { encodeName } from "./encode";
import { type Part, recordType } from "./record-types";

/** Milliseconds. */
const PATIENCE = 5_000;
const INTERNET = 1;
/** "No such name" is an answer too. */
const ANSWERS = [0, 3];

/**
 * The data of all records of a name and type that one name server knows, as `encodeData` writes them. Over TCP, so that no
 * answer is cut. Node's own resolver asks for half of the types only. Rejects when the server does not answer for the name.
 */
export async function askRecords(
  server: string,
  name: string,
  type: string,
  port = 53,
): Promise<Buffer[]> {
  const { number, parts } = recordType(type);
  const id = randomInt(65_536);
  const question = encodeName(name);
  const header = uint16s(id, 0, 1, 0, 0, 0);
  const query = Buffer.concat([header, question, uint16s(number, INTERNET)]);
  const answer = await exchange(server, port, query);
  const code = answer.readUInt16BE(2) % 16;
  if (answer.readUInt16BE(0) !== id || !ANSWERS.includes(code))
    throw new Error(`${server} answers ${name} with the code ${code}`);
  return readRecords(answer, query.length)
    .filter((record) => record.type === number && record.owner.equals(question))
    .map(({ at, length }) => readData(answer, at, length, parts));
}

function uint16s(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, index) => bytes.writeUInt16BE(value, 2 * index));
  return bytes;
}

/** One message there, one back, each with its length before it (RFC 1035, 4.2.2). */
function exchange(host: string, port: number, query: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: PATIENCE });
    let received = Buffer.alloc(0);
    socket.on("connect", () =>
      socket.write(Buffer.concat([uint16s(query.length), query])),
    );
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 2 || received.length < 2 + received.readUInt16BE())
        return;
      resolve(received.subarray(2, 2 + received.readUInt16BE()));
      socket.destroy();
    });
    socket.on("timeout", () => socket.destroy(new Error(`${host} is silent`)));
    socket.on("error", reject);
    socket.on("close", () => reject(new Error(`${host} hung up`)));
  });
}

interface WireRecord {
  readonly owner: Buffer;
  readonly type: number;
  /** Where its data is in the message. */
  readonly at: number;
  readonly length: number;
}

/** The records of the answer and of the authority, where the name servers of a part of the zone are told. */
function readRecords(message: Buffer, from: number): WireRecord[] {
  const records: WireRecord[] = [];
  const count = message.readUInt16BE(6) + message.readUInt16BE(8);
  let at = from;
  while (records.length < count) {
    const owner = readName(message, at);
    const type = message.readUInt16BE(owner.end);
    const length = message.readUInt16BE(owner.end + 8);
    at = owner.end + 10 + length;
    records.push({ owner: owner.name, type, at: at - length, length });
  }
  return records;
}

/** A name without the abbreviations of the wire (RFC 1035, 4.1.4), and where it ends. */
function readName(
  message: Buffer,
  from: number,
): { name: Buffer; end: number } {
  const pieces: Buffer[] = [];
  let at = from;
  let end: number | undefined;
  for (;;) {
    const length = message.readUInt8(at);
    if (length === 0) {
      const name = Buffer.concat([...pieces, Buffer.of(0)]);
      return { name: lowerCase(name), end: end ?? at + 1 };
    }
    if (length >= 0xc0) {
      end ??= at + 2;
      const target = message.readUInt16BE(at) - 0xc000;
      // An abbreviation leads back only, so that no answer can lead in circles.
      if (target >= at) throw new Error("a name leads forward");
      at = target;
      continue;
    }
    pieces.push(message.subarray(at, at + 1 + length));
    at += 1 + length;
  }
}

/** Lengths of labels are below 64, so that no length is taken for a letter. */
function lowerCase(name: Buffer): Buffer {
  return Buffer.from(
    name.map((byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte)),
  );
}

const FIXED: Partial<Record<Part, number>> = {
  u8: 1,
  u16: 2,
  ipv4: 4,
  ipv6: 16,
};

function readData(
  message: Buffer,
  from: number,
  length: number,
  parts: readonly Part[],
): Buffer {
  const end = from + length;
  let at = from;
  const take = (octets: number): Buffer =>
    message.subarray(at, (at = Math.min(at + octets, end)));
  return Buffer.concat(
    parts.map((part) => {
      if (part === "name") {
        const { name, end: next } = readName(message, at);
        at = next;
        return name;
      }
      if (part === "string") return take(1 + message.readUInt8(at));
      if (part === "texts") return readTexts(take(length));
      return take(FIXED[part] ?? length);
    }),
  );
}

/** All strings of a text in one piece. */
function readTexts(data: Buffer): Buffer {
  const texts: Buffer[] = [];
  for (let at = 0; at < data.length; at += 1 + data.readUInt8(at))
    texts.push(data.subarray(at + 1, at + 1 + data.readUInt8(at)));
  return Buffer.concat(texts);
}
