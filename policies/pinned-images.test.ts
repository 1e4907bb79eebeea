import { pinnedImages } from "./pinned-images";
import { UNKNOWN } from "./rule";
import { breaches, resource } from "./testing";

const DIGEST = `sha256:${"0a".repeat(32)}`;
const container = (image?: unknown) =>
  resource("docker:index/container:Container", { image });

describe("pinned-images", () => {
  it.each([
    "caddy:2.11.7",
    "wordpress:6.8.3-php8.3-apache",
    "registry.example:5000/soltic/site:v3",
    `caddy@${DIGEST}`,
    `caddy:latest@${DIGEST}`,
    DIGEST,
    UNKNOWN,
  ])("accepts %s", (image) => {
    expect(breaches(pinnedImages, container(image))).toEqual([]);
  });

  it.each([
    "caddy",
    "caddy:latest",
    "caddy:latest-2",
    "nginx:stable",
    "registry.example:5000/soltic/site",
    "caddy@sha256:0a",
    "[secret]",
  ])("refuses %s", (image) => {
    expect(breaches(pinnedImages, container(image))).toEqual([
      `the image "${image}" is not pinned to a version`,
    ]);
  });

  it("looks at services, and at images that are pulled for a container", () => {
    const service = resource("docker:index/service:Service", {
      taskSpec: { containerSpec: { image: "wordpress" } },
    });
    const pulled = resource("docker:index/remoteImage:RemoteImage", {
      name: "debian",
    });
    expect(
      [service, pulled].flatMap((each) => breaches(pinnedImages, each)),
    ).toHaveLength(2);
  });
});
