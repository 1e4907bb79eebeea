import lock from "../apps-catalog/images.lock.json";
import {
  DATABASE_IMAGES,
  imagesInUse,
  knownImages,
  lockedDigests,
  PROXY_IMAGE,
} from "./images";
import { loadModel } from "./stack-files";

it("knows each image of the catalog, of the proxy and of the database servers once, with a digest or none yet", () => {
  const known = knownImages();
  expect(new Set(known).size).toBe(known.length);
  expect(known).toContain(PROXY_IMAGE);
  for (const image of Object.values(DATABASE_IMAGES))
    expect(known).toContain(image);
  expect(Object.keys(lockedDigests())).toEqual(known);
});

it("takes an image that the lock file lacks for open, so that a refresh asks for it", async () => {
  jest.resetModules();
  jest.doMock("../apps-catalog/images.lock.json", () => ({}));
  const images = await import("./images");
  expect(Object.values(images.lockedDigests())).toEqual(
    knownImages().map(() => null),
  );
  expect(images.lockedImage(PROXY_IMAGE)).toBe(PROXY_IMAGE);
  jest.dontMock("../apps-catalog/images.lock.json");
});

it("pins the proxy and the database servers to one version: three numbers, or a reason", () => {
  /** The image's tags are PostgreSQL's and PostGIS's series. Source: https://github.com/postgis/docker-postgis, "Versions" */
  const rolling = "postgis/postgis:18-3.6";
  for (const image of [PROXY_IMAGE, ...Object.values(DATABASE_IMAGES)])
    if (image !== rolling) expect(image).toMatch(/:\d+\.\d+\.\d+$/);
});

it("locks no image that nobody knows", () => {
  for (const image of Object.keys(lock)) expect(knownImages()).toContain(image);
});

it("names what the stacks run: their apps' services, their database servers, and the proxy", () => {
  const model = loadModel();
  const [first] = model.beneficiaries;
  if (!first) throw new Error("there is a beneficiary in stacks/");
  const databaseServers = [{ kind: "postgresql" } as never];
  const beneficiaries = [{ ...first, databaseServers }];
  const apps = first.apps.map(({ definition }) => definition.image);
  expect(imagesInUse({ beneficiaries })).toEqual([
    ...new Set([PROXY_IMAGE, DATABASE_IMAGES.postgresql, ...apps]),
  ]);
});
