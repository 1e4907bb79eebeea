import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import type { Model } from "../infra/model/model";
import { messagesFor } from "../messages/messages";
import { requireUpgrades } from "./app-upgrades";
import { parseArguments } from "./arguments";
import { check } from "./commands/check";
import type { Context } from "./context";
import { Output } from "./output";
import { openBackend } from "./project";
import { Refusal } from "./refusal";

const root = path.resolve(__dirname, "..");
const home = mkdtempSync(path.join(tmpdir(), "epicerie-upgrades-"));
afterAll(() => rmSync(home, { recursive: true }));

const stream = { write: () => undefined };
const context: Context = {
  arguments: parseArguments([], check),
  language: "en",
  messages: messagesFor("en"),
  output: new Output(stream, stream, false),
  root,
  home,
  signal: new AbortController().signal,
};
const definition = {
  image: "nextcloud:33.0.8-apache",
  upgrades: "one-major",
  supportedVersions: ["32", "33", "34"],
};
const apps = [{ name: "cloud", definition }];
const model = {
  beneficiaries: [{ name: "les-amis", apps }],
} as unknown as Model;

/** A state in which the app runs this image, with this release mounted into it. */
async function running(image: string, release?: string): Promise<void> {
  const source = `/var/lib/epicerie/releases/${release ?? ""}`;
  const mounts = [{ source: "/srv/les-amis/cloud/data" }, { source }];
  const containerSpec = release === undefined ? { image } : { image, mounts };
  const inputs = { name: "les-amis-cloud", taskSpec: { containerSpec } };
  const resources = [{ type: "docker:index/service:Service", inputs }];
  const state = { version: 3, checkpoint: { latest: { resources } } };
  const text = JSON.stringify(state);
  await openBackend(context).write("epicerie", "les-amis", text);
}

it("lets an app that is not there yet, and the next major version, pass", async () => {
  await requireUpgrades(context, "les-amis", model);
  await running("nextcloud:32.0.14-apache@sha256:00");
  await requireUpgrades(context, "les-amis", model);
});

it.each([
  ["nextcloud:31.0.2-apache", "31.0.2-apache cannot become 33.0.8-apache"],
  ["nextcloud:34.0.3-apache", "34.0.3-apache cannot become 33.0.8-apache"],
])("refuses the way from %s", async (image, sentence) => {
  await running(image);
  const refusal: unknown = await requireUpgrades(
    context,
    "les-amis",
    model,
  ).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(Refusal);
  const said = (refusal as Refusal).say(context.messages).join("\n");
  expect(said).toContain(`cloud: ${sentence} in one step`);
  expect(said).toContain("32, 33, 34");
});

it("goes by the version of a release, not by that of the image that runs it", async () => {
  const wiki = {
    id: "mon-wiki",
    image: "php:8.4.1",
    release: { version: "5.0.2" },
    upgrades: "one-major",
    supportedVersions: ["4", "5"],
  };
  const apart = {
    name: "les-amis",
    apps: [{ name: "cloud", definition: wiki }],
  };
  const released = { beneficiaries: [apart] } as unknown as Model;
  await running("php:8.5.1", "mon-wiki-4.6.6-805a7d40c527");
  await requireUpgrades(context, "les-amis", released);
  await running("php:8.4.1", "mon-wiki-3.9.1-000000000000");
  const refusal: unknown = await requireUpgrades(
    context,
    "les-amis",
    released,
  ).catch((error: unknown) => error);
  expect((refusal as Refusal).say(context.messages).join("\n")).toContain(
    "cloud: 3.9.1 cannot become 5.0.2 in one step",
  );
});
