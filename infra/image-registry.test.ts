import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { digestOf, manifestUrl } from "./image-registry";

const DIGEST = `sha256:${"5".repeat(64)}`;

/** A registry that wants a token of its own realm, as Docker Hub does. */
let registry: Server;
let hub: string;
const asked: string[] = [];

beforeAll(async () => {
  registry = createServer((request, answer) => {
    const { url = "", headers } = request;
    asked.push(url);
    if (url.startsWith("/token"))
      return answer.end(JSON.stringify({ token: "for-this-visit" }));
    if (headers.authorization !== "Bearer for-this-visit")
      return answer
        .writeHead(401, {
          "www-authenticate": `Bearer realm="${hub}/token",service="registry.example",scope="repository:library/nextcloud:pull"`,
        })
        .end();
    if (!url.endsWith("/33.0.8-apache")) return answer.writeHead(404).end();
    const isList = headers.accept?.startsWith(
      "application/vnd.oci.image.index",
    );
    return answer
      .writeHead(200, isList ? { "docker-content-digest": DIGEST } : {})
      .end();
  });
  await new Promise<void>((done) => registry.listen(0, "127.0.0.1", done));
  hub = `http://127.0.0.1:${String((registry.address() as AddressInfo).port)}`;
});
afterAll(() => registry.close());

it.each([
  [
    "nextcloud:33",
    "https://registry-1.docker.io/v2/library/nextcloud/manifests/33",
  ],
  [
    "ipeos/spip:4.4",
    "https://registry-1.docker.io/v2/ipeos/spip/manifests/4.4",
  ],
  ["ghcr.io/a/b:1", "https://ghcr.io/v2/a/b/manifests/1"],
])("asks for %s where it is", (image, url) => {
  expect(manifestUrl(image).href).toBe(url);
});

it("gets the token that it is sent for, and then the digest", async () => {
  const answer = await digestOf("nextcloud:33.0.8-apache", hub);
  expect(answer).toEqual({ digest: DIGEST });
  const token = new URL(asked[1] ?? "", hub).searchParams;
  expect(token.get("scope")).toBe("repository:library/nextcloud:pull");
  expect(token.get("service")).toBe("registry.example");
});

it("says why there is no digest, and makes none up", async () => {
  expect(await digestOf("nextcloud:0.0.0", hub)).toEqual({ reason: "unknown" });
  const closed = "http://127.0.0.1:9";
  expect(await digestOf("nextcloud:33", closed)).toEqual({
    reason: "unreachable",
  });
});
