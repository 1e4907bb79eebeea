import * as docker from "@pulumi/docker";
import { ReverseProxy } from "./reverse-proxy";
import { labelsOf, previewOf, the, upOf } from "./testing";

const server = {
  host: "203.0.113.10",
  user: "debian",
  privateKey: "KEY",
  hostKey: "ssh-ed25519 AAAA",
};

const make = () =>
  new ReverseProxy("commun-1-proxy", {
    server,
    docker: new docker.Provider("d", { host: "ssh://debian@203.0.113.10" }),
    image: "caddy:2.11.7",
    contact: "technique@soltic.example",
    acmeDirectory: "https://acme.example/directory",
  });

it("listens on 80 and 443, restarts by itself, and never sees the Docker socket", async () => {
  const resources = await upOf(make);
  const { inputs } = the(resources, "docker:index/container:Container");
  expect(inputs).toMatchObject({
    name: "proxy",
    image: "caddy:2.11.7",
    restart: "always",
  });
  expect(
    (inputs.ports as { external: number }[]).map(({ external }) => external),
  ).toEqual([80, 443]);
  expect(JSON.stringify(inputs)).not.toContain("docker.sock");
  const prepared = resources.find(
    ({ name }) => name === "commun-1-proxy-prepared",
  );
  expect(prepared?.inputs.stdin).toContain(
    "acme_ca https://acme.example/directory",
  );
});

it("registers the same resources in a preview and in an up", async () => {
  expect(labelsOf(await previewOf(make))).toEqual(labelsOf(await upOf(make)));
});
