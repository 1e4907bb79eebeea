import { createConnection } from "mysql2/promise";
import { MINUTE, server, services } from "./online";
import { canConnect } from "./clients";
import { run } from "./world";

export function thePublicSide(): void {
  describe("the public side", () => {
    const stranger = "198.51.100.7";
    beforeAll(
      async () =>
        void (await run("ip", [
          "address",
          "add",
          `${stranger}/32`,
          "dev",
          "lo",
        ])),
    );
    afterAll(
      async () =>
        void (await run("ip", [
          "address",
          "del",
          `${stranger}/32`,
          "dev",
          "lo",
        ])),
    );

    it(
      "reaches the web from anywhere, SSH only from the host's networks, nothing else",
      async () => {
        expect(await canConnect(server, 443, stranger)).toBe(true);
        expect(await canConnect(server, 22, stranger)).toBe(false);
        expect(await canConnect(server, 22)).toBe(true);
        for (const port of [2375, 2377, 7946, 3306, 2019])
          expect(await canConnect(server, port)).toBe(false);
      },
      MINUTE,
    );

    it(
      "does not reach MySQL",
      async () => {
        const login = {
          host: services.mysql,
          port: 35001,
          user: "les_amis_wordpress",
          localAddress: stranger,
          connectTimeout: 5000,
        };
        await expect(createConnection(login)).rejects.toThrow();
      },
      MINUTE,
    );
  });
}
