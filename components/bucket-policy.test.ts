import { bucketPolicy } from "./bucket-policy";

interface Statement {
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

const statements = (...args: Parameters<typeof bucketPolicy>): Statement[] =>
  (JSON.parse(bucketPolicy(...args)) as { Statement: Statement[] }).Statement;

describe("the policy of a bucket's credential", () => {
  it.each(["read-write", "append-only", "read-only"] as const)(
    "names its actions and its own bucket only: %s",
    (access) => {
      for (const { Effect, Action, Resource } of statements(access, "mine")) {
        expect(Effect).toBe("Allow");
        expect(Action.filter((action) => /[*?]/.test(action))).toEqual([]);
        for (const each of Resource)
          expect(each).toMatch(/^arn:aws:s3:::mine(\/\*|\/locks\/\*)?$/);
      }
    },
  );

  it("lets append-only delete restic's locks, and nothing else", () => {
    const deleting = statements("append-only", "mine").filter(({ Action }) =>
      Action.includes("s3:DeleteObject"),
    );
    expect(deleting.flatMap(({ Resource }) => Resource)).toEqual([
      "arn:aws:s3:::mine/locks/*",
    ]);
  });

  it("lets read-only write nothing", () => {
    const actions = statements("read-only", "mine").flatMap((s) => s.Action);
    expect(actions.filter((action) => !/:(Get|List)/.test(action))).toEqual([]);
  });

  it("lets a copy be read only", () => {
    const [, copy] = statements("read-write", "mine", "copy");
    expect(copy?.Resource).toEqual([
      "arn:aws:s3:::copy",
      "arn:aws:s3:::copy/*",
    ]);
    expect(copy?.Action).not.toContain("s3:PutObject");
  });
});
