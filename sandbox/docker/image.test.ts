import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type Docker from "dockerode";
import { parseReference, pullableImage } from "./image";

const HUB = `sha256:${"0".repeat(64)}`;
const OWN = `sha256:${"1".repeat(64)}`;

describe("an image reference", () => {
  it.each([
    ["caddy", undefined, "library/caddy", "latest", undefined],
    ["caddy:2", undefined, "library/caddy", "2", undefined],
    [`caddy:2@${HUB}`, undefined, "library/caddy", "2", HUB],
    ["docker.io/library/caddy:2", undefined, "library/caddy", "2", undefined],
    ["grafana/loki:3", undefined, "grafana/loki", "3", undefined],
    ["ghcr.io/a/b:1", "ghcr.io", "a/b", "1", undefined],
    ["localhost:5000/a", "localhost:5000", "a", "latest", undefined],
  ])("%s has its parts", (image, registry, repository, tag, digest) => {
    expect(parseReference(image)).toEqual({
      registry,
      repository,
      tag,
      digest,
    });
  });
});

describe("the reference that a server can pull", () => {
  /** A mirror that has `caddy:2`, under its own digest only. */
  const mirror = createServer((request, response) => {
    const known = /^\/v2\/library\/caddy\/manifests\/(2|sha256:1+)$/;
    response.statusCode = known.test(request.url ?? "") ? 200 : 404;
    response.setHeader("docker-content-digest", OWN);
    response.end();
  });
  let docker: Docker;

  beforeAll(async () => {
    await new Promise<void>((resolve) =>
      mirror.listen(0, "127.0.0.1", resolve),
    );
    const { port } = mirror.address() as AddressInfo;
    const Mirrors = [`http://127.0.0.1:${port}/`];
    docker = {
      info: () => Promise.resolve({ RegistryConfig: { Mirrors } }),
    } as unknown as Docker;
  });
  afterAll(() => mirror.close());

  it("is the mirror's own where it has the tag but not the digest", async () => {
    expect(await pullableImage(docker, `caddy:2@${HUB}`)).toBe(
      `caddy:2@${OWN}`,
    );
  });

  it.each([
    ["without a digest", "caddy:2"],
    ["whose digest the mirror has", `caddy:2@${OWN}`],
    ["whose tag the mirror lacks", `caddy:3@${HUB}`],
    ["of another registry", `ghcr.io/a/caddy:2@${HUB}`],
  ])("stays as it is for one %s", async (_which, image) => {
    expect(await pullableImage(docker, image)).toBe(image);
  });

  it("stays as it is where no mirror answers", async () => {
    const Mirrors = ["http://127.0.0.1:9/"];
    const lost = {
      info: () => Promise.resolve({ RegistryConfig: { Mirrors } }),
    } as unknown as Docker;
    const image = `caddy:2@${HUB}`;
    expect(await pullableImage(lost, image)).toBe(image);
  });
});
