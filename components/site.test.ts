import * as docker from "@pulumi/docker";
import { Site } from "./site";
import { labelsOf, previewOf, the, upOf } from "./testing";

const server = {
  host: "203.0.113.10",
  user: "debian",
  privateKey: "KEY",
  hostKey: "ssh-ed25519 AAAA",
};

const make = () =>
  new Site("les-amis", {
    beneficiary: "les-amis",
    displayName: "Les Amis & Cie",
    contact: "bureau@les-amis.example",
    server,
    network: new docker.Network("les-amis", { name: "les-amis" }),
    routes: [
      {
        host: "www.les-amis.example",
        to: { service: "les-amis-wordpress", port: 80 },
      },
    ],
  });

describe("a site", () => {
  it("hands its own routes, and no others, to the proxy of the server", async () => {
    const resources = await upOf(make);
    const { stdin } = the(resources, "command:remote:Command").inputs;
    expect(stdin).toMatch(
      /^BENEFICIARY='les-amis'\nNETWORK='les-amis'\nROUTES='www\.les-amis\.example \{/,
    );
    expect(stdin).toContain(
      "Les Amis &amp; Cie est momentanément indisponible",
    );
    expect(stdin).toMatch(/HOSTS='www\.les-amis\.example'\n$/);
  });

  it("registers the same resources in a preview and in an up", async () => {
    expect(labelsOf(await previewOf(make))).toEqual(labelsOf(await upOf(make)));
  });
});
