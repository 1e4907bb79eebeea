import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SandboxContext } from "../context";
import { JsonStore } from "../json-store";
import { type ServerRecord, changeCloud, readCloud } from "./cloud-state";
import { groupHint, serverGroups } from "./server-group";

describe("a server group", () => {
  let ctx: SandboxContext;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "epicerie-group-"));
    ctx = { folder, store: new JsonStore(folder) } as unknown as SandboxContext;
  });
  afterAll(() => rm(ctx.folder, { recursive: true }));
  const handler = () => serverGroups(ctx);

  it("knows its members until it is deleted", async () => {
    const policies = ["anti-affinity"];
    const made = await handler().create({ name: "web", policies }, "urn");
    expect(made.outs).toMatchObject({ name: "web", policies, members: [] });
    const hints = { schedulerHints: [{ group: made.id }] };
    await changeCloud(ctx, (cloud) => {
      const serverGroup = groupHint(cloud, hints);
      cloud.servers.s1 = { id: "s1", serverGroup } as ServerRecord;
      cloud.servers.s2 = { id: "s2" } as ServerRecord;
    });
    const read = await handler().read?.(made.id, {});
    expect(read).toMatchObject({ policies, members: ["s1"] });
    await handler().delete(made.id, {});
    expect(await handler().read?.(made.id, {})).toBeUndefined();
    const cloud = await readCloud(ctx);
    expect(() => groupHint(cloud, hints)).toThrow("could not be found");
    expect(groupHint(cloud, {})).toBeUndefined();
  });

  it.each([[undefined], [[]], [["apart"]], [["affinity", "anti-affinity"]]])(
    "refuses the policies %j",
    (policies) => {
      expect(handler().check?.({ policies })).toEqual([
        expect.objectContaining({ property: "policies" }),
      ]);
    },
  );
});
