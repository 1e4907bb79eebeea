import { type BucketModel, resolveBuckets } from "./buckets";
import { type Resolved, resolved as resolvedIn } from "./testing";

function resolved(
  bucket: unknown,
  disposable = false,
  name = "files",
  region = "GRA",
): Resolved<readonly BucketModel[]> {
  const place = { region, disposable };
  return resolvedIn("stacks/les-amis.ts", (list) =>
    resolveBuckets({ [name]: bucket }, place, list.at("buckets")),
  );
}

describe("a bucket in a stack file", () => {
  it("needs nothing: versions, one credential that reads and writes", () => {
    expect(resolved({})).toEqual({
      model: [
        {
          name: "files",
          api: "s3",
          access: "read-write",
          credentials: {},
          versioning: true,
        },
      ],
      problems: [],
    });
  });

  it("takes what is written as undefined for not written", () => {
    const lock = { days: 7, mode: undefined };
    const { model } = resolved({ access: undefined, lock });
    expect(model).toMatchObject([
      { access: "read-write", lock: { days: 7, mode: "governance" } },
    ]);
  });

  it("keeps what is written, and completes its lock", () => {
    const written = {
      access: "append-only",
      credentials: { reader: "read-only" },
      keepVersionsDays: 30,
      lock: { days: 7 },
      replicateTo: "SBG",
    };
    const { model, problems } = resolved(written);
    expect(problems).toEqual([]);
    expect(model).toEqual([
      {
        ...written,
        name: "files",
        api: "s3",
        versioning: true,
        lock: { days: 7, mode: "governance" },
      },
    ]);
  });

  it.each([
    [
      { access: "write-only" },
      /buckets\.files\.access: there is no such value \(received: "write-only"\)/,
    ],
    [
      { credentials: { "re-ader": "read-only" } },
      /credentials\.re-ader: this name is not allowed/,
    ],
    [
      { credentials: { reader: "root" } },
      /credentials\.reader: there is no such value/,
    ],
    [
      { credentials: { reader: 1 } },
      /credentials\.reader: this is not the right type/,
    ],
    [{ keepVersionsDays: 0 }, /keepVersionsDays: .*\(received: 0\)/],
    [{ lock: { days: 4_000 } }, /lock\.days: .*\(received: 4000\)/],
    [{ lock: {} }, /lock\.days: a value is missing/],
    [{ lock: { days: 1, mode: "soft" } }, /lock\.mode: there is no such value/],
    [{ replicateTo: "BHS" }, /replicateTo: there is no such value/],
    [
      { replicateTo: "GRA" },
      /replicateTo: the copy would be in the same city as the original/,
    ],
    [
      { versioning: false, access: "append-only", replicateTo: "SBG" },
      /versioning: without versions there is no append-only and no replicateTo/,
    ],
    [{ api: "ftp" }, /api: there is no such value/],
    [
      { api: "swift", lock: { days: 7 } },
      /lock: buckets with api: "swift" do not have this/,
    ],
    [
      { api: "swift", replicateTo: "SBG" },
      /replicateTo: buckets with api: "swift" do not have this/,
    ],
    [
      { api: "swift", keepVersionsDays: 30 },
      /keepVersionsDays: buckets with api: "swift" do not have this/,
    ],
    [
      { api: "swift", access: "append-only" },
      /access: with Swift, who may write may delete too/,
    ],
    [
      { api: "swift", credentials: { restic: "append-only" } },
      /credentials\.restic: with Swift, who may write may delete too/,
    ],
    [{ color: "green" }, /buckets\.files\.color: unknown field/],
    ["big", /buckets\.files: this is not the right type of value/],
  ])("is refused as %j", (bucket, message) => {
    expect(resolved(bucket).problems).toEqual([expect.stringMatching(message)]);
  });

  it.each([
    ["backups", /the name of the bucket of backups/],
    ["my-files", /this name is not allowed/],
    ["anextremelylongname", /this name is not allowed/],
  ])("cannot be called %s", (name, message) => {
    expect(resolved({}, false, name).problems).toEqual([
      expect.stringMatching(message),
    ]);
  });

  it("is not called as the old versions are that Swift keeps of another", () => {
    expect(resolved({ api: "swift" }, false, "versions").problems).toEqual([
      expect.stringMatching(/under this name Swift keeps the old versions/),
    ]);
    expect(resolved({}, false, "versions").problems).toEqual([]);
  });

  it("is one of Swift where asked", () => {
    expect(resolved({ api: "swift", versioning: false })).toEqual({
      model: [
        {
          name: "files",
          api: "swift",
          access: "read-write",
          credentials: {},
          versioning: false,
        },
      ],
      problems: [],
    });
  });

  it("cannot be one of Swift where OVH has none", () => {
    const { problems } = resolved({ api: "swift" }, false, "files", "RBX");
    expect(problems).toEqual([
      expect.stringMatching(
        /api: OVH has no Swift in RBX, the platform's city: only in GRA, SBG, DE and WAW/,
      ),
    ]);
  });

  it("cannot be locked where everything may be destroyed", () => {
    expect(resolved({ lock: { days: 1 } }, true).problems).toEqual([
      expect.stringMatching(/lock: nothing can destroy a locked object/),
    ]);
  });
});
