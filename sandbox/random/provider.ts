import { ResourceProvider } from "../resource-provider";
import { randomInteger, randomShuffle } from "./choices";
import { randomBytes, randomId, randomUuids } from "./identifiers";
import { randomPet } from "./pet";
import { randomPassword, randomString } from "./string";

/** Version of the plugin whose states these resources share. */
const VERSION = "4.21.2";

/** Random values as `@pulumi/random` makes them, from this machine's cryptographic source. */
export function randomProvider(): ResourceProvider {
  return new ResourceProvider("random", VERSION, [
    randomPassword,
    randomString,
    randomId,
    randomBytes,
    ...randomUuids,
    randomInteger,
    randomShuffle,
    randomPet,
  ]);
}
