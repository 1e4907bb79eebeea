import type { InstalledApp } from "./installed-app";
import { isCidr, isName } from "./names";
import type { ProblemList } from "./problems";
import { hasKind, hasShape, type Shape } from "./shape";

/** Somebody of the association who changes the files of one of its apps, by SFTP. */
export interface WebmasterInput {
  /** Their SSH public keys, one per machine: `ssh-ed25519 AAAA… marie@portable`. */
  readonly keys: readonly string[];
  /**
   * The app, by its name.
   * @default the only one whose files people change (a website)
   */
  readonly app?: string;
}

export interface Webmaster {
  readonly name: string;
  /** The name to log in with, e.g. `les-amis_marie`. */
  readonly account: string;
  /** The app's name. */
  readonly app: string;
  /** Numeric user of its files. */
  readonly owner: number;
  readonly keys: readonly string[];
}

/** What of an app says whether people change its files. */
type Website = Pick<InstalledApp, "name" | "definition">;

/** What of a beneficiary's file says who its webmasters are. */
interface Beneficiary {
  readonly name: string;
  readonly webmasters?: Readonly<Record<string, unknown>>;
}

const webmasterShape: Shape<WebmasterInput> = {
  keys: { kind: "list", required: true },
  app: { kind: "text" },
};

/** Where webmasters connect to. Not 22, which is the host's alone. */
export const SFTP_PORT = 2222;

/** The longest name of a Linux account. Source: useradd(8) */
const LONGEST_ACCOUNT = 32;

/** What sshd reads, but without options before it: those would be somebody else's decisions. Source: sshd(8), AUTHORIZED_KEYS */
const KEY =
  /^(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) AAAA[A-Za-z0-9+/]{40,}={0,2}(?: [^\r\n]*)?$/;

/** A beneficiary's webmasters, complete as far as they make sense; what is wrong is in `problems`. */
export function resolveWebmasters(
  { name: beneficiary, webmasters = {} }: Beneficiary,
  apps: readonly Website[],
  platform: { readonly sftpFrom: readonly string[] } | undefined,
  list: ProblemList,
): Webmaster[] {
  const problems = list.at("webmasters");
  const entries = Object.entries<unknown>(webmasters);
  if (entries.length > 0 && platform?.sftpFrom.length === 0)
    problems.add((texts) => texts.sftpClosed());
  return entries.flatMap(([name, written]) => {
    const here = problems.at(name);
    if (!hasShape<WebmasterInput>(written, webmasterShape, here)) return [];
    const account = `${beneficiary}_${name}`;
    if (!isName(name)) here.add((texts) => texts.invalidName(), name);
    else if (account.length > LONGEST_ACCOUNT)
      here.add((texts) => texts.accountTooLong(LONGEST_ACCOUNT), account);
    checkKeys(written.keys, here.at("keys"));
    const app = chooseApp(written.app, apps, here.at("app"));
    return app ? [{ name, account, keys: written.keys, ...app }] : [];
  });
}

/** The networks that webmasters may come from; the world too, since keys are all that opens this door. */
export function resolveSftpFrom(
  input: readonly unknown[] | undefined,
  problems: ProblemList,
): readonly string[] {
  return (input ?? []).filter((network, index): network is string => {
    const here = problems.at(`[${String(index)}]`);
    if (!hasKind(network, "text", here)) return false;
    if (!isCidr(network)) here.add((texts) => texts.invalidCidr(), network);
    return true;
  });
}

function checkKeys(keys: readonly unknown[], problems: ProblemList): void {
  if (keys.length === 0) problems.add((texts) => texts.webmasterKeyMissing());
  keys.forEach((key, index) => {
    const here = problems.at(`[${String(index)}]`);
    if (hasKind(key, "text", here) && !KEY.test(String(key)))
      here.add((texts) => texts.invalidWebmasterKey());
  });
}

/** The app, and the user of its files. */
function chooseApp(
  written: string | undefined,
  apps: readonly Website[],
  problems: ProblemList,
): Pick<Webmaster, "app" | "owner"> | undefined {
  const editable = apps.flatMap(({ name, definition }) => {
    const directory = Object.values(definition.dataDirectories).find(
      (one) => one.editable,
    );
    return directory ? [{ app: name, owner: directory.owner }] : [];
  });
  const names = editable.map(({ app }) => app);
  const [only, ...others] = editable;
  if (written === undefined) {
    if (!only) problems.add((texts) => texts.noEditableApp());
    else if (others.length > 0)
      problems.add((texts) => texts.appToChoose(names));
    return only;
  }
  const found = editable.find(({ app }) => app === written);
  if (!found) problems.add((texts) => texts.unknownChoice(names), written);
  return found;
}
