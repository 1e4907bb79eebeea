import { MailRelay } from "./mail-relay";
import { labelsOf, previewOf, the, upOf } from "./testing";

const server = {
  host: "203.0.113.10",
  user: "debian",
  privateKey: "KEY",
  hostKey: "ssh-ed25519 AAAA",
};

const hostName = "commun-1.soltic.example";
const make = () => new MailRelay("commun-1-relay", { server, hostName });

it("listens on an address that nobody routes to, and brings its rate guard along", async () => {
  const resources = await upOf(make);
  const { create, stdin } = the(resources, "command:remote:Command").inputs;
  expect(stdin).toContain("ADDRESS='169.254.25.25'");
  expect(stdin).toContain("HOST_NAME='commun-1.soltic.example'");
  expect(stdin).toContain("class Guard");
  expect(create).toContain("inet_interfaces = loopback-only");
});

it("registers the same resources in a preview and in an up", async () => {
  expect(labelsOf(await previewOf(make))).toEqual(labelsOf(await upOf(make)));
});
