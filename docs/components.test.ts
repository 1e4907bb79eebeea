import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { labelsOf, previewOf, upOf } from "../components/testing";
import { app } from "./examples/app";
import { bucket } from "./examples/bucket";
import { database } from "./examples/database";
import { epicierAccess } from "./examples/epicier-access";
import { gateway } from "./examples/gateway";
import { mail } from "./examples/mail";
import { domainOrder } from "./examples/domain-order";
import { mysqlService } from "./examples/mysql-service";
import { network } from "./examples/network";
import { outgoingMail } from "./examples/outgoing-mail";
import { ovhProject } from "./examples/ovh-project";
import type { Place } from "./examples/place";
import { reverseProxy } from "./examples/reverse-proxy";
import { site } from "./examples/site";
import { server } from "./examples/server";
import { swiftBucket } from "./examples/swift-bucket";
import { volume } from "./examples/volume";
import { volumeSnapshot } from "./examples/volume-snapshot";
import { zoneRecords } from "./examples/zone-records";
import { webmaster } from "./examples/webmaster";

/** The examples of `components.md`, by the names of their files. */
const EXAMPLES: Readonly<Record<string, (place: Place) => unknown>> = {
  app,
  bucket,
  "swift-bucket": swiftBucket,
  database,
  "mysql-service": mysqlService,
  "domain-order": domainOrder,
  "reverse-proxy": reverseProxy,
  site,
  server,
  volume,
  "volume-snapshot": volumeSnapshot,
  "zone-records": zoneRecords,
  mail,
  "outgoing-mail": outgoingMail,
  "ovh-project": ovhProject,
  webmaster,
  network,
  gateway,
  "epicier-access": epicierAccess,
};

const page = readFileSync(join(__dirname, "components.md"), "utf8");
const folder = join(__dirname, "examples");

const place = (): Place => ({
  server: {
    host: "203.0.113.10",
    user: "debian",
    privateKey: "key",
    hostKey: "ssh-ed25519 AAAA",
  },
  machine: "commun-1",
  docker: new docker.Provider("d", { host: "ssh://debian@203.0.113.10" }),
});

const components = join(__dirname, "../components");
const classes = readdirSync(components)
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
  .flatMap((file) => [
    ...readFileSync(join(components, file), "utf8").matchAll(
      /^export class (\w+)\s+extends pulumi\.ComponentResource/gm,
    ),
  ])
  .map(([, name = ""]) => name);

/** The components that an example makes, with what each is made of. */
async function madeBy(
  example: (place: Place) => unknown,
): Promise<Map<pulumi.ComponentResource, pulumi.Resource[]>> {
  const made = new Map<pulumi.ComponentResource, pulumi.Resource[]>();
  await upOf(() => {
    pulumi.runtime.registerStackTransformation(({ resource, opts }) => {
      const { parent } = opts;
      if (parent instanceof pulumi.ComponentResource)
        made.set(parent, [...(made.get(parent) ?? []), resource]);
      return undefined;
    });
    example(place());
  });
  return made;
}

it("has a section for every component", () => {
  const titles = [...page.matchAll(/^## (.+)$/gm)];
  const told = titles.flatMap(([, title = ""]) => title.split(", "));
  expect(told.sort()).toEqual(classes.sort());
});

it("runs every example there is", () => {
  const files = readdirSync(folder).map((file) => file.replace(".ts", ""));
  expect(files.filter((name) => name !== "place").sort()).toEqual(
    Object.keys(EXAMPLES).sort(),
  );
});

it("has a test beside every file of theirs", () => {
  const files = readdirSync(components);
  const sources = files.filter(
    (file) => /^[\w-]+\.ts$/.test(file) && file !== "testing.ts",
  );
  const tested = (file: string): string => file.replace(".ts", ".test.ts");
  expect(sources.filter((file) => !files.includes(tested(file)))).toEqual([]);
});

it("has an example of every component", () => {
  const texts = readdirSync(folder).map((file) =>
    readFileSync(join(folder, file), "utf8"),
  );
  expect(
    classes.filter(
      (name) => !texts.some((text) => text.includes(`new ${name}(`)),
    ),
  ).toEqual([]);
});

describe.each(Object.entries(EXAMPLES))("the example %s", (name, example) => {
  it("is shown as it is", () => {
    const text = readFileSync(join(folder, `${name}.ts`), "utf8");
    expect(page).toContain(`\`\`\`ts\n${text}\`\`\``);
  });

  it("has components that show what they are made of", async () => {
    const made = [...(await madeBy(example))].filter(([component]) =>
      classes.includes(component.constructor.name),
    );
    expect(made).not.toEqual([]);
    for (const [component, children] of made) {
      const fields = Object.values(component).flatMap((field: unknown) =>
        typeof field === "object" && field !== null
          ? [field, ...(Object.values(field) as unknown[])]
          : [],
      );
      const shown = children.filter((child) => fields.includes(child));
      expect([component.constructor.name, shown.length]).not.toContain(0);
    }
  });

  it("makes what it says", async () => {
    const made = labelsOf(await upOf(() => example(place())));
    expect(made).toMatchSnapshot();
    // A preview says the same.
    expect(labelsOf(await previewOf(() => example(place())))).toEqual(made);
  }, 30_000);
});
