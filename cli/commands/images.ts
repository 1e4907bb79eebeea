import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { lockedDigests } from "../../infra/images";
import { archiveDigests } from "../../infra/archives";
import { digestOf } from "../../infra/image-registry";
import type { Command, ExitCode } from "../command";
import type { Context } from "../context";
import { Refusal } from "../refusal";

const LOCK = "apps-catalog/images.lock.json";

/**
 * Shows each known image's locked digest, and the hash that the catalog declares of each archive of code; with --refresh asks
 * each image's registry and writes what it says, new images included and those that nobody uses any more left out.
 */
export const images: Command = {
  name: "images",
  positionals: [],
  options: ["refresh", "json"],
  run: runImages,
};

async function runImages(context: Context): Promise<ExitCode> {
  const { arguments: typed, messages, output } = context;
  const digests = {
    ...(typed.has("refresh") ? await refresh(context) : lockedDigests()),
    ...archiveDigests(),
  };
  if (typed.has("json")) {
    output.json(digests);
    return 0;
  }
  for (const [image, digest] of Object.entries(digests))
    output.line(`${image}  ${digest ?? messages.cli.digestOpen()}`);
  return 0;
}

/** All or nothing when no registry answers; an image that its registry lacks keeps what it had, and is named. */
async function refresh({
  root,
  messages,
  output,
}: Context): Promise<Record<string, string | null>> {
  const digests = lockedDigests();
  const answers = await Promise.all(
    Object.keys(digests).map(async (image) => ({
      image,
      ...(await digestOf(image)),
    })),
  );
  if (
    answers.every(
      (answer) => "reason" in answer && answer.reason === "unreachable",
    )
  )
    throw new Refusal(({ cli }) => [cli.registriesUnreachable(LOCK)]);
  for (const answer of answers)
    if ("digest" in answer) digests[answer.image] = answer.digest;
    else output.error(messages.cli.digestNotFound(answer.image, answer.reason));
  writeFileSync(path.join(root, LOCK), `${JSON.stringify(digests, null, 2)}\n`);
  return digests;
}
