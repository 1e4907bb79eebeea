import { createPublicNetwork } from "../public-network";
import { type TestContext, openTestContext } from "../test-context";
import type { Account } from "./account";
import { type ServiceName, servicesUp } from "./services";

/** What tests have ordered. */
export const TEST_ACCOUNT = {
  zones: ["les-amis.example", "les-voisins.example"],
  mailDomains: ["les-amis.example", "les-voisins.example"],
  mysql: [
    {
      service: "soltic-001",
      host: "soltic-001.eu.clouddb.ovh.net",
      port: 35001,
    },
    {
      service: "soltic-002",
      host: "soltic-002.eu.clouddb.ovh.net",
      port: 35002,
    },
  ],
  projects: ["0123456789abcdef0123456789abcdef"],
} satisfies Account;

/** A sandbox of its own for one test file, with these of the vendor's services. */
export async function openTestServices(
  names: readonly ServiceName[],
): Promise<TestContext> {
  const test = await openTestContext();
  const { docker, store, extNet, labels } = test.ctx;
  try {
    await createPublicNetwork(docker, store, extNet, labels);
    await servicesUp(test.ctx, TEST_ACCOUNT, names);
  } catch (error) {
    await test.close();
    throw error;
  }
  return test;
}
