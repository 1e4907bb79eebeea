import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { PartialFailure, UNKNOWN } from "../../engine/provider";
import { DockerConnection, undo } from "./connection";

describe("the engine of a docker provider", () => {
  it("is reached over TCP, and asked once whether it is there", async () => {
    let pings = 0;
    const engine = createServer((_request, response) => {
      pings++;
      response.end("OK");
    });
    await new Promise<void>((resolve) =>
      engine.listen(0, "127.0.0.1", resolve),
    );
    const { port } = engine.address() as AddressInfo;
    const connection = new DockerConnection();
    connection.configure({ host: `tcp://127.0.0.1:${port}` });
    await Promise.all([connection.client(), connection.client()]);
    expect(pings).toBe(1);
    engine.close();
  });

  it("is asked again after it did not answer", async () => {
    const connection = new DockerConnection();
    connection.configure({ host: "tcp://127.0.0.1:9" });
    for (let i = 0; i < 2; i++)
      await expect(connection.client()).rejects.toThrow(
        /^Error pinging Docker server.*ECONNREFUSED/,
      );
  });

  it("fails while its address is not known yet", async () => {
    const connection = new DockerConnection();
    connection.configure({ host: UNKNOWN });
    await expect(connection.client()).rejects.toThrow("not known yet");
  });

  it.each([
    [{ host: "ftp://x" }, /expected unix:\/\/, tcp:\/\/ or ssh:\/\//],
    [{ host: "tcp://x", certPath: "/certs" }, /"certPath" is not supported/],
  ])("refuses %j", (inputs, message) => {
    expect(() => new DockerConnection().configure(inputs)).toThrow(message);
  });
});

describe("a creation that failed", () => {
  const failure = new Error("no boot");

  it("fails as it did once it is taken back", async () => {
    const done = undo(failure, "1", {}, () => Promise.resolve());
    await expect(done).rejects.toBe(failure);
  });

  it("stays in the state when it cannot be taken back", async () => {
    const done = undo(failure, "1", { name: "x" }, () =>
      Promise.reject(new Error("unreachable")),
    );
    const error = await done.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PartialFailure);
    expect(error).toMatchObject({ message: "no boot", id: "1" });
  });
});
