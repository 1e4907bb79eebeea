import { setTimeout as sleep } from "node:timers/promises";
import { openTestServices } from "../services/testing";
import type { TestContext } from "../test-context";
import { type OvhApiServer, startOvhApi } from "./server";
import { MailTrial, PASSWORD } from "./testing";

jest.setTimeout(600_000);

let test: TestContext;
let api: OvhApiServer;
let trial: MailTrial;

beforeAll(async () => {
  test = await openTestServices(["mail"]);
  api = await startOvhApi(test.ctx);
  trial = new MailTrial(test.ctx, api);
});
afterAll(async () => {
  await api?.close();
  await test?.close();
});

describe("a mailbox", () => {
  it("is made at once after its namesake's end, which the vendor shows before its task is over", async () => {
    const made = await trial.mailbox("again", "les-amis.example");
    await made.update({ ...made.outs, description: "somebody else's" });
    const removal = made.remove();
    while ((await made.read()).id !== "") await sleep(50);
    // The provider that asked for the end is not the one that makes the next.
    const next = await trial.mailbox("again", "les-amis.example");
    expect(next.outs).toMatchObject({ description: "of a test" });
    await removal;
  });

  it("has one of the sizes that the vendor offers, also when it changes", async () => {
    const of = "les-amis.example";
    const refusal = "must be one of 25, 100, 500, 1000, 2000, 5000 MB";
    const odd = 300_000_000;
    await expect(trial.mailbox("odd", of, PASSWORD, odd)).rejects.toThrow(
      refusal,
    );
    const made = await trial.mailbox("small", of, PASSWORD, 25_000_000);
    const grown = { ...made.outs, size: 500_000_000 };
    expect(await made.update(grown)).toMatchObject({ size: 500_000_000 });
    await expect(made.update({ ...grown, size: odd })).rejects.toThrow(refusal);
    expect((await made.read()).inputs).toMatchObject({ size: 500_000_000 });
  });
});
