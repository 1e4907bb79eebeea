import { createServer, type AddressInfo, type Server } from "node:net";
import { askRecords } from "./ask";
import { encodeData, encodeName } from "./encode";

/** A name server that gives the same answer to every question: its code, and records after the question. */
async function answering(
  code: number,
  records: readonly Buffer[],
  authority = 0,
): Promise<Server> {
  const server = createServer((socket) => {
    socket.on("data", (chunk) => {
      const query = chunk.subarray(2);
      const message = Buffer.concat([query, ...records]);
      message.writeUInt16BE(0x8400 + code, 2);
      message.writeUInt16BE(records.length - authority, 6);
      message.writeUInt16BE(authority, 8);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(message.length);
      // In two pieces, as the network may bring it.
      socket.write(length);
      setTimeout(() => socket.write(message), 20);
    });
    socket.on("error", () => undefined);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return server;
}

/** A record whose owner is an abbreviation of the question's name, which is at 12. */
function record(
  type: number,
  data: Buffer,
  owner: Buffer = Buffer.of(0xc0, 12),
): Buffer {
  const rest = Buffer.alloc(10);
  rest.writeUInt16BE(type, 0);
  rest.writeUInt16BE(1, 2);
  rest.writeUInt16BE(data.length, 8);
  return Buffer.concat([owner, rest, data]);
}

let server: Server | undefined;
afterEach(() => server?.close());

async function ask(
  type: string,
  code: number,
  records: readonly Buffer[],
  authority?: number,
): Promise<Buffer[]> {
  server = await answering(code, records, authority);
  const { port } = server.address() as AddressInfo;
  return askRecords("127.0.0.1", "www.a.example", type, port);
}

describe("a name server's answer", () => {
  it("is read with its abbreviations resolved", async () => {
    // 10 mail.<a.example, at 16 in the question>
    const data = Buffer.concat([
      Buffer.of(0, 10, 4),
      Buffer.from("MAIL"),
      Buffer.of(0xc0, 16),
    ]);
    expect(await ask("MX", 0, [record(15, data)])).toEqual([
      encodeData("MX", "10 mail.a.example."),
    ]);
  });

  it("leaves out other names and types", async () => {
    const address = Buffer.of(203, 0, 113, 7);
    const other = encodeName("other.a.example");
    const records = [
      record(5, encodeName("b.example")),
      record(1, Buffer.of(1, 2, 3, 4), other),
      record(1, address),
    ];
    expect(await ask("A", 0, records)).toEqual([address]);
  });

  it("holds the name servers of a part of the zone in its authority", async () => {
    const data = encodeName("ns.example.org");
    expect(await ask("NS", 0, [record(2, data)], 1)).toEqual([data]);
  });

  it("puts the strings of a text together", async () => {
    const data = Buffer.from("\u0001a\u0002bc", "latin1");
    expect(await ask("TXT", 0, [record(16, data)])).toEqual([
      Buffer.from("abc"),
    ]);
  });

  it("is nothing for a name that does not exist", async () => {
    expect(await ask("A", 3, [])).toEqual([]);
  });

  it("fails when the server does not answer for the name, or leads in circles", async () => {
    await expect(ask("A", 5, [])).rejects.toThrow(
      "127.0.0.1 answers www.a.example with the code 5",
    );
    server?.close();
    const circle = record(5, Buffer.of(0), Buffer.of(0xc0, 31));
    await expect(ask("CNAME", 0, [circle])).rejects.toThrow("leads forward");
  });
});
