import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { messagesFor } from "../../messages/messages";
import { openContextOnly } from "../../sandbox/conformance/context";
import { dockerProvider } from "../../sandbox/docker/provider";
import { openstackProvider } from "../../sandbox/openstack/provider";
import { ovhProvider } from "../../sandbox/ovh/provider";
import { nounOf } from "./nouns";

const ctx = openContextOnly();
const components = join(__dirname, "../../components");
const TYPES = [
  ...[openstackProvider(ctx), ovhProvider(ctx), dockerProvider()].flatMap(
    ({ types }) => types,
  ),
  ...readdirSync(components)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .flatMap((file) => [
      ...readFileSync(join(components, file), "utf8").matchAll(
        /super\(\s*"(epicerie:[^"]+)"/g,
      ),
    ])
    .map(([, type]) => type ?? ""),
];

it.each(TYPES)("%s has a name that people understand", (type) => {
  const word = type.slice(type.lastIndexOf(":") + 1);
  expect(nounOf(type, messagesFor("fr"))).not.toBe(word);
});

it("calls what it does not know by the last word of its type", () => {
  expect(nounOf("aws:s3/bucket:Bucket", messagesFor("fr"))).toBe("Bucket");
});
