import * as path from "node:path";
import { messagesFor } from "../messages/messages";
import { examine } from "./examination";

const context = {
  root: path.resolve(__dirname, ".."),
  messages: messagesFor("en"),
};

describe("the doctor", () => {
  const { PATH, DOCKER_HOST } = process.env;
  afterEach(() => {
    process.env.PATH = PATH;
    if (DOCKER_HOST === undefined) delete process.env.DOCKER_HOST;
    else process.env.DOCKER_HOST = DOCKER_HOST;
  });

  it("finds what this very test runs with", async () => {
    const findings = await examine(context);
    const node = findings.find(({ what }) =>
      what.includes(process.versions.node),
    );
    expect(node).toMatchObject({ present: true, necessary: true });
    expect(
      findings.filter(({ what }) => /free disk space: \d/.test(what)),
    ).toHaveLength(1);
    expect(findings.filter(({ what }) => /memory: \d/.test(what))).toHaveLength(
      1,
    );
  });

  it("says of all that is missing how to get it", async () => {
    process.env.PATH = "/nowhere";
    process.env.DOCKER_HOST = "tcp://127.0.0.1:9";
    const findings = await examine(context);
    const missing = (word: string) =>
      findings.find(({ what }) => what.includes(word));
    expect(missing("npm")).toMatchObject({ present: false, necessary: true });
    expect(missing("Docker engine")).toMatchObject({
      present: false,
      necessary: true,
    });
    expect(missing('"pulumi" command')).toMatchObject({
      present: false,
      necessary: false,
    });
    expect(missing("Chromium")).toMatchObject({
      present: false,
      necessary: false,
    });
    for (const { remedy } of findings) expect(remedy).not.toBe("");
  });
});
