import {
  existsSync,
  linkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import * as path from "node:path";
import type { BeneficiaryInput } from "../infra/model/input";
import { Refusal } from "./refusal";

/** A stack's file as somebody of the house would write it. */
export async function stackFileText(input: BeneficiaryInput): Promise<string> {
  // Late: only this command needs a formatter.
  const [{ format }, typescript, estree] = await Promise.all([
    import("prettier/standalone"),
    import("prettier/plugins/typescript"),
    import("prettier/plugins/estree"),
  ]);
  const fields = Object.entries(input).map(
    ([name, value]) => `${name}: ${JSON.stringify(value)},`,
  );
  const text = `import { defineBeneficiary } from "../infra/model/define";

export default defineBeneficiary({
${fields.join("\n")}
});`;
  return format(text, { parser: "typescript", plugins: [typescript, estree] });
}

/**
 * Writes a new file whole or not at all: aside first, under a name that no command reads, then in its place in one step.
 * Refuses to replace one that exists, even if it has just come.
 */
export function writeNewFile(file: string, text: string): void {
  const folder = path.dirname(file);
  const aside = path.join(folder, `.${path.basename(file)}.${process.pid}`);
  try {
    writeFileSync(aside, text, { flag: "wx" });
    placeFile(aside, file);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (!CLOSED.includes(code)) throw error;
    throw new Refusal(({ creation }) => [
      creation.cannotWrite(shown(file), code),
    ]);
  } finally {
    rmSync(aside, { force: true });
  }
}

/** What a folder answers that nobody, or not this user, may write to. */
const CLOSED = ["EACCES", "EPERM", "EROFS", "ENOENT", "ENOTDIR"];

function placeFile(aside: string, file: string): void {
  try {
    linkSync(aside, file);
  } catch {
    refuseExisting(file);
    // A file system without hard links, such as that of a USB key.
    renameSync(aside, file);
  }
}

/** Refuses a name whose file is there already. */
export function refuseExisting(file: string): void {
  if (!existsSync(file)) return;
  throw new Refusal(({ creation }) => [creation.fileExists(shown(file))]);
}

/** A file with its folder: `stacks/le-parc.ts`. */
function shown(file: string): string {
  return path.join(path.basename(path.dirname(file)), path.basename(file));
}
