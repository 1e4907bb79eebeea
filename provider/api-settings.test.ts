import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findSettings } from "./api-settings";

const KEYS = { applicationKey: "k", applicationSecret: "s", consumerKey: "c" };
const ENV = {
  OVH_ENDPOINT: "ovh-ca",
  OVH_APPLICATION_KEY: "ek",
  OVH_APPLICATION_SECRET: "es",
  OVH_CONSUMER_KEY: "ec",
};

it("takes Pulumi's settings first", () => {
  expect(findSettings({ endpoint: "ovh-us", ...KEYS }, ENV, [])).toEqual({
    endpoint: "https://api.us.ovhcloud.com/1.0",
    credentials: KEYS,
  });
});

it("takes the environment next", () => {
  expect(findSettings({}, ENV, [])).toEqual({
    endpoint: "https://api.ca.ovhcloud.com/1.0",
    credentials: {
      applicationKey: "ek",
      applicationSecret: "es",
      consumerKey: "ec",
    },
  });
});

it("takes OVH's own files last, for the endpoint they name", () => {
  const folder = mkdtempSync(join(tmpdir(), "ovhmail-"));
  const file = join(folder, "ovh.conf");
  writeFileSync(
    file,
    "[default]\nendpoint=ovh-ca\n; comment\n[ovh-eu]\naccess_token = eu\n[ovh-ca]\naccess_token = ca\n",
  );
  const { endpoint, credentials } = findSettings({}, {}, ["/none", file]);
  expect(endpoint).toBe("https://api.ca.ovhcloud.com/1.0");
  expect(credentials).toEqual({ accessToken: "ca" });
  rmSync(folder, { recursive: true });
});

it("takes an address for an endpoint, and a client of OAuth2 for keys", () => {
  const client = { clientId: "i", clientSecret: "s" };
  expect(findSettings(client, {}, []).credentials).toEqual({
    ...client,
    tokenUrl: "https://auth.eu.ovhcloud.com/oauth2/token",
  });
  const settings = { endpoint: "https://localhost:1/1.0/", ...KEYS };
  expect(findSettings(settings, {}, []).endpoint).toBe(
    "https://localhost:1/1.0",
  );
});

it.each([
  [{}, "no credentials for OVH's API: set OVH_APPLICATION_KEY"],
  [{ applicationKey: "k" }, "lack applicationSecret and consumerKey"],
  [{ ...KEYS, endpoint: "ovh-fr" }, 'unknown OVH endpoint "ovh-fr"'],
])("refuses %j", (config, message) => {
  expect(() => findSettings(config, {}, [])).toThrow(message);
});
