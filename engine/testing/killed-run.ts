import { up } from "../engine";
import { fileBackend } from "../backend";
import { MemoryProvider } from "./memory-provider";
import { Thing } from "./stack";

/** A run of its own process, for a test that kills it: stops for ever inside the second creation, and says so. */
async function main(folder: string): Promise<void> {
  const provider = new MemoryProvider();
  const keepAlive = setInterval(() => undefined, 1000);
  provider.before = async (call) => {
    if (call !== "create second") return;
    process.send?.({ creating: "second" });
    await new Promise(() => undefined);
  };
  await up({
    project: "proj",
    stack: "test",
    program: () => {
      const first = new Thing("first");
      new Thing("second", { value: first.id });
      return Promise.resolve({});
    },
    config: {},
    backend: fileBackend(folder),
    passphrase: "correct horse",
    providers: provider.factory,
  });
  clearInterval(keepAlive);
}

void main(process.argv[2] ?? "");
