import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recipeDigest, recipeVersion } from "./images";

describe("the digest of an image's recipe", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "epicerie-recipe-"));
    await writeFile(join(folder, "Dockerfile"), "ARG BASE\nFROM ${BASE}\n");
    await writeFile(join(folder, "start"), "#!/bin/sh\n", { mode: 0o644 });
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("is the same for the same recipe", async () => {
    expect(await recipeDigest(folder, {})).toMatch(/^[0-9a-f]{12}$/);
    expect(await recipeDigest(folder, { A: "1", B: "2" })).toBe(
      await recipeDigest(folder, { B: "2", A: "1" }),
    );
  });

  it.each<[string, (folder: string) => Promise<unknown>]>([
    ["a file's content", (f) => writeFile(join(f, "start"), "#!/bin/bash\n")],
    ["a file's mode", (f) => chmod(join(f, "start"), 0o755)],
    ["a file more", (f) => writeFile(join(f, "more"), "")],
    ["a file less", (f) => rm(join(f, "start"))],
  ])("changes with %s", async (_what, change) => {
    const before = await recipeDigest(folder, {});
    await change(folder);
    expect(await recipeDigest(folder, {})).not.toBe(before);
  });

  it("changes with an argument", async () => {
    expect(await recipeDigest(folder, { A: "1" })).not.toBe(
      await recipeDigest(folder, { A: "2" }),
    );
  });

  it("changes with the recipe that it starts from", async () => {
    const written = (argument: string) =>
      writeFile(
        join(folder, "Dockerfile"),
        `ARG ${argument}\nFROM \${${argument}}\n`,
      );
    expect(await recipeVersion(folder, {})).toBe(
      await recipeDigest(folder, {}),
    );
    await written("PHP_APACHE");
    const parent = join(__dirname, "images", "php-apache");
    expect(await recipeVersion(folder, { A: "1" })).toBe(
      await recipeDigest(folder, {
        A: "1",
        PHP_APACHE: await recipeDigest(parent, {}),
      }),
    );
  });
});
