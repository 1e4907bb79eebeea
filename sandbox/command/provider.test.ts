import type { Json } from "../../engine/provider";
import { plain, secret } from "../../engine/values";
import { commandProvider } from "./provider";

const URN = "urn:pulumi:prod::epicerie::command:remote:Command::prepared";

it("fills in a connection as the real plugin does, and its bastion's, with the keys marked secret", async () => {
  const connection = {
    host: "192.0.2.1",
    privateKey: "A KEY",
    proxy: { host: "192.0.2.2", password: "A WORD", port: 2222 },
  };
  const checked = await commandProvider().check(
    URN,
    {},
    { connection, create: "true" },
  );
  const inputs = checked.inputs as Json;
  const filled = {
    user: "root",
    port: 22,
    dialErrorLimit: 10,
    perDialTimeout: 15,
  };
  expect(inputs).toEqual({
    connection: {
      ...filled,
      host: "192.0.2.1",
      privateKey: secret("A KEY"),
      proxy: {
        ...filled,
        host: "192.0.2.2",
        password: secret("A WORD"),
        port: 2222,
      },
    },
    create: "true",
  });
  expect(plain(inputs)).toMatchObject({ connection });
});
