import {
  createServer,
  type AddressInfo,
  type Server,
  type Socket,
} from "node:net";
import { createServer as createHttpServer } from "node:http";
import { ask } from "./http";

async function listening(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
}

describe("asking for a page", () => {
  it("gives the status and the headers", async () => {
    const server = createHttpServer((asked, answer) =>
      answer
        .writeHead(asked.method === "HEAD" ? 204 : 404, {
          "x-kind": asked.headers.accept,
        })
        .end("body"),
    );
    const url = await listening(server);
    const head = await ask(url, {
      method: "HEAD",
      accept: "text/x",
      patience: 2000,
    });
    expect(head).toMatchObject({
      status: 204,
      headers: { "x-kind": "text/x" },
    });
    expect(await ask(url, { patience: 2000 })).toMatchObject({ status: 404 });
    server.close();
  });

  it.each<[string, (socket: Socket) => void]>([
    ["drops the connection", (socket) => socket.resetAndDestroy()],
    ["closes it", (socket) => socket.end()],
    ["never answers", () => undefined],
  ])(
    "gives nothing, in time, when the other side %s",
    async (_what, behave) => {
      const sockets: Socket[] = [];
      const server = createServer((socket) => {
        sockets.push(socket.on("error", () => undefined));
        behave(socket);
      });
      const url = await listening(server);
      expect(await ask(url, { patience: 300 })).toBeUndefined();
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  );

  it("gives nothing where nobody listens", async () => {
    expect(
      await ask("http://127.0.0.1:1/", { patience: 2000 }),
    ).toBeUndefined();
  });
});
