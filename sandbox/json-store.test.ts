import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { JsonStore } from "./json-store";

describe("the store of small documents", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "epicerie-store-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("starts from the initial value and does not write it", async () => {
    const store = new JsonStore(folder);
    expect(await store.read("zones", { names: ["a"] })).toEqual({
      names: ["a"],
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it("loses no change when many are made at once, by two owners", async () => {
    const [one, two] = [new JsonStore(folder), new JsonStore(folder)];
    await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        (i % 2 ? one : two).update("count", { n: 0 }, (doc) => doc.n++),
      ),
    );
    expect(await one.read("count", { n: 0 })).toEqual({ n: 40 });
    expect(await readdir(folder)).toEqual(["count.json"]);
  });

  it("keeps the document as it was when a change fails", async () => {
    const store = new JsonStore(folder);
    await store.update("count", { n: 1 }, () => undefined);
    const failing = store.update("count", { n: 0 }, (doc) => {
      doc.n = 9;
      throw new Error("refused");
    });
    await expect(failing).rejects.toThrow("refused");
    expect(await store.read("count", { n: 0 })).toEqual({ n: 1 });
  });

  it("takes over the lock of a process that is gone", async () => {
    await writeFile(join(folder, "count.json.lock"), "999999999");
    const store = new JsonStore(folder);
    await store.update("count", { n: 0 }, (doc) => doc.n++);
    expect(await store.read("count", { n: 0 })).toEqual({ n: 1 });
  });

  it("writes files that only their owner reads", async () => {
    const store = new JsonStore(folder);
    await store.update("keys", {}, () => undefined);
    expect((await stat(join(folder, "keys.json"))).mode & 0o777).toBe(0o600);
  });
});
