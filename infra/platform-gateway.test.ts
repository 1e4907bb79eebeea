import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { registered } from "../components/testing";
import { type EngineOptions, preview, up } from "../engine/engine";
import { modelWith } from "./model/testing";
import { stackIn } from "./testing";

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "epicerie-gateway-"))));
afterAll(() => rmSync(folder, { recursive: true }));

const options = (gateway: boolean): EngineOptions =>
  stackIn(folder, modelWith({ prod: { gateway } }), "prod");

jest.setTimeout(60_000);

it("comes to a platform that is there where asked, and changes nothing else", async () => {
  const without = await up(options(false));
  expect(without.outputs).not.toHaveProperty("gateway");
  const planned = registered(await preview(options(true)));
  const { changes, diagnostics, ...result } = await up(options(true));
  expect(diagnostics).toEqual([]);
  expect(Object.keys(changes).sort()).toEqual(["create", "same"]);
  const names = (list: typeof planned) =>
    list.map(({ type, name }) => `${type} ${name}`);
  const after = registered({ changes, diagnostics, ...result });
  expect(names(planned)).toEqual(names(after));
  const before = names(registered(without));
  expect(names(after).filter((name) => !before.includes(name))).toEqual([
    "epicerie:components:Gateway interne",
    "openstack:networking/port:Port interne-gateway",
    "openstack:networking/router:Router interne",
    "openstack:networking/routerInterface:RouterInterface interne",
  ]);
  expect(result.outputs).toHaveProperty("gateway");
});
