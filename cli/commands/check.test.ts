import { MOST_VOLUMES } from "../../infra/model/server-disks";
import { loadModel } from "../../infra/stack-files";
import { terminal } from "../testing";
import { check } from "./check";

const { loadModel: really } = jest.requireActual<
  typeof import("../../infra/stack-files")
>("../../infra/stack-files");
jest.mock("../../infra/stack-files", () => ({ loadModel: jest.fn() }));

const loaded = jest.mocked(loadModel);

/** The exit code, and what was said on each stream. */
async function run(...words: string[]) {
  const { context, printed } = terminal(check, words, { home: "" });
  return { code: await check.run(context), ...printed };
}

describe("check", () => {
  it("notes a server with more disks than a machine usually takes, and a contact that nobody reads", async () => {
    const declared = really();
    const [one] = declared.beneficiaries.filter(({ disk }) => disk);
    if (!one) throw new Error("nobody has a disk");
    const contact = `nobody@${one.domain ?? ""}`;
    const beneficiaries = Array.from({ length: MOST_VOLUMES + 1 }, () => ({
      ...one,
      contact,
      apps: [],
    }));
    loaded.mockReturnValue({ ...declared, overflows: [], beneficiaries });
    const machine = one.server.machine;
    const { code, out } = await run();
    expect(code).toBe(0);
    expect(out).toContain(machine);
    expect(out).toContain(contact);
    const { out: json } = await run("--json");
    expect(JSON.parse(json)).toMatchObject({
      ok: true,
      crowdedServers: [machine],
      unreadContacts: beneficiaries.map(() => contact),
    });
  });
});
