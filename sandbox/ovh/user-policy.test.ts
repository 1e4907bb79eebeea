import { userPolicy } from "./user-policy";

const ALLOW = {
  Sid: "OwnBucket",
  Effect: "Allow",
  Action: ["s3:GetObject"],
  Resource: ["arn:aws:s3:::b/*"],
};

function translate(...statements: unknown[]): unknown {
  const policy = userPolicy(JSON.stringify({ Statement: statements }));
  return policy === undefined ? undefined : JSON.parse(policy);
}

describe("userPolicy", () => {
  it("keeps the statements and adds the language's version", () => {
    expect(translate(ALLOW)).toEqual({
      Version: "2012-10-17",
      Statement: [ALLOW],
    });
  });
  it("makes lists of single actions and resources", () => {
    const { Action, Resource } = { Action: "s3:*", Resource: "*" };
    expect(translate({ Effect: "Deny", Action, Resource })).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Action: ["s3:*"], Resource: ["*"] }],
    });
  });
  it("is no policy when it has no statement", () => {
    expect(translate()).toBeUndefined();
  });
  it.each<[string, string]>([
    ["{", "Malformed policy: it is not JSON"],
    ["{}", "Malformed policy: Statement is not a list"],
    ['{"Statement":[1]}', "Malformed policy: Statement[0] is not an object"],
  ])("refuses %s", (text, reason) => {
    expect(() => userPolicy(text)).toThrow(reason);
  });
  it.each<[object, string]>([
    [{ Effect: "Maybe" }, "Statement[0].Effect is neither Allow nor Deny"],
    [{ Action: ["ec2:Run"] }, 'Statement[0].Action has "ec2:Run"'],
    [{ Action: [] }, "Statement[0].Action is empty"],
    [{ Resource: "b" }, 'Statement[0].Resource has "b"'],
    [{ Principal: "*" }, "Statement[0] has no field Principal"],
  ])("refuses a statement with %j", (change, reason) => {
    expect(() => translate({ ...ALLOW, ...change })).toThrow(
      `Malformed policy: ${reason}`,
    );
  });
});
