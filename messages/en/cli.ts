import type { cli as fr } from "../fr/cli";

/** What the command line says about itself: usage, refusals, outcomes. */
export const cli = {
  unknownCommand: (name) => `There is no command "${name}".`,
  unknownStack: (name) =>
    `There is no stack "${name}": no file stacks/${name}.ts exists.`,
  unknownApp: (name) => `The catalog has no app "${name}".`,
  didYouMean: (names) => `Did you mean: ${names}?`,
  knownNames: (names) => `There are: ${names}.`,
  missingStack: (command) =>
    `Which stack? Without a name "${command}" does nothing; it never means all of them.`,
  missingArgument: (name) => `The argument <${name}> is missing.`,
  unexpectedArgument: (value) => `The argument "${value}" is one too many.`,
  unknownOption: (option) => `There is no option "${option}" here.`,
  optionNeedsValue: (option) => `The option "${option}" needs a value.`,
  optionTakesNoValue: (option) => `The option "${option}" takes no value.`,
  invalidChoice: (what, value, choices) =>
    `"${value}" is not possible for ${what}: choose one of ${choices}.`,
  invalidConfig: (text) =>
    `"${text}" is no setting: write key=value, for example epicerie:privateNetwork=10.43.0.0/24.`,
  secretsWithoutSalt: (file, key) =>
    `${file} has a secret (${key}), but not the "encryptionsalt" that helps open it: take that line back from the file's history, or set the secret again (pulumi config set --secret ${key}).`,
  secretsWrongPassphrase: (file, key) =>
    `The passphrase does not open the secrets of ${file} (${key}): give the one that encrypted them, in PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE.`,
  secretUnreadable: (file, key) =>
    `The secret ${key} of ${file} cannot be read, it is probably damaged: set it again (pulumi config set --secret ${key}).`,
  passphraseFileUnreadable: (file) =>
    `The passphrase's file cannot be read (PULUMI_CONFIG_PASSPHRASE_FILE=${file}).`,
  seeHelp: (command) => `Help: ${command}`,
  ourBug: () =>
    "This is not your fault: it is a bug in Épicerie. Please report it with the lines above.",
  problem: (path, what, received, remedy) =>
    `${path}: ${what}${received ? ` (received: ${received})` : ""}. ${remedy}`,
  problems: (count) =>
    count > 1 ? `${count} problems to correct:` : "1 problem to correct:",
  checkOk: (beneficiaries, apps, names) =>
    `All is well: ${beneficiaries} ${beneficiaries > 1 ? "beneficiaries" : "beneficiary"}, ${apps} app${apps > 1 ? "s" : ""} (${names}).`,
  platformFirst: (platform) =>
    `This stack stands on the platform, which is not online yet. First: epicerie up ${platform}`,
  confirmName: (name) => `To confirm, type the stack's name (${name}): `,
  notConfirmed: (name) => `Nothing was done: the name "${name}" was not given.`,
  confirmWith: (command) => `To confirm without a question: ${command}`,
  protectedHeld: (count) =>
    count > 1
      ? `${count} resources are protected because they hold data; nothing was deleted:`
      : "1 resource is protected because it holds data; nothing was deleted:",
  protectedPlatform: () =>
    'The platform is not deleted from here. The sandbox is erased as a whole by "epicerie sandbox down"; in production: pulumi state unprotect --all -s prod, then pulumi destroy -s prod --run-program=false.',
  protectedRemedy: (stack) =>
    `To give it up for good: "disposable: true" in stacks/${stack}.ts, then "epicerie up ${stack}", then "destroy" again.`,
  destroyed: (stack, time) => `The stack ${stack} is deleted (${time}).`,
  noOutputs: (stack) =>
    `The stack ${stack} has no outputs: it has not been put online yet (epicerie up ${stack}).`,
  secretHidden: () => "[secret]",
  secretsHint: () => "Secrets are shown with --show-secrets.",
  pulumiMissing: () => 'The command "pulumi" is not installed.',
  unknownServer: (name, known) =>
    `The platform has no server ${name}. Its servers: ${known}.`,
  serverNotOnline: (name) =>
    `The server ${name} is not online: epicerie up prod`,
  serverRefused: (name, reason) =>
    `The server ${name} could not answer: ${reason}`,
  pulumiRemedy: () =>
    'Install it (https://www.pulumi.com/docs/install/), or stay with "--engine embedded", the engine built in.',
  pulumiRuns: (command) => `Running: ${command}`,
  pulumiKeepsConfig: () =>
    "--config is for one run; the standard command would write it to Pulumi.<stack>.yaml. Set it there: pulumi config set -s <stack> <key> <value>",
  listHeader: () => ["stack", "name", "domain", "apps", "resources online"],
  orphan: () => "no file any more: epicerie destroy",
  brokenFile: () => "file to correct: epicerie check",
  stackLocked: (stack, pid, user, host, since) =>
    `The stack ${stack} is being changed already (process ${pid} of ${user} on ${host}, since ${since}).`,
  stackLockedRemedy: (file) =>
    `Wait for its end; if it is certain that the process is gone, remove ${file}`,
  stateUnusable: (reason) => `The stack's state cannot be used: ${reason}`,
  stateUnusableRemedy: () =>
    "The copy beside it whose name ends in .bak is the state before the last command.",
  stateNotWritten: (reason) => `The state could not be written: ${reason}`,
  stateNotWrittenRemedy: () =>
    'The disk is probably full ("epicerie doctor"). Make room, then run the same command again.',
  digestOpen: () => "not looked up yet",
  serverCrowded: (server, used, most) =>
    `Note: ${used} disks (volumes) would be attached to the server ${server}. A machine usually takes ${most}; OVH publishes no number. Think of another server.`,
  contactUnread: (file, contact) =>
    `Note: in ${file}, the contact ${contact} is neither a mailbox nor a redirection of the association. Unless somebody made it otherwise, what is written to it arrives nowhere: add it to mailboxes or redirections.`,
  digestsOpen: (images) =>
    `Note: the digests of these images have not been looked up yet (${images}). With the Internet at hand: epicerie images --refresh`,
  registriesUnreachable: (file) =>
    `No registry answers: this machine probably has no Internet. ${file} did not change.`,
  digestNotFound: (image, reason) =>
    `${image}: ${{ unreachable: "its registry does not answer", unknown: "its registry has no such version", refused: "its registry refuses to answer" }[reason]}; its digest stays as it was.`,
  upgradeRefused: (app, from, to, oneMajor, supported) =>
    `${app}: ${from} cannot become ${to} in one step${oneMajor ? " (one major version at a time, never back)" : " (never back)"}. Nothing was done. First put a version in between into apps-catalog (versions kept up to date: ${supported}), run up, then go on; to go back, restore a backup.`,
  unknownMachine: (name, known) =>
    `The platform has no machine ${name}. Its machines: ${known}. For one that was removed already, give its IPv4 address.`,
  nothingToForget: (stack, machine) =>
    `The stack ${stack} has nothing on ${machine}: there is nothing to forget.`,
  neverOnline: (stack) =>
    `The stack ${stack} has not been put online yet. First: epicerie up ${stack}`,
  unprotectTitle: (stack) => `No longer protected in the stack ${stack}:`,
  unprotectWarning: () =>
    'Once its line is removed from the file, the next "up" deletes it for good, with its data. While the line is there, "up" protects it again.',
  unprotected: (command) =>
    `Its protection is lifted. Remove its line, then: ${command}`,
  severalProtected: (name) =>
    `More than one protected resource is called ${name}. Which one is meant?`,
  nothingProtected: (stack, name) =>
    `The stack ${stack} has nothing protected that is called ${name}.`,
  protectedThere: () => "What it has that is protected:",
  forgetTitle: (stack, machine) =>
    `What the stack ${stack} has on ${machine}, and would be forgotten. Nothing is deleted at OVH; the disk and the passwords stay:`,
  forgetWarning: (machine) =>
    `Only if ${machine} is dead and stays so: first stop it or delete it in OVH's console. Otherwise "up" is enough, and does better.`,
  forgotten: (count, command) =>
    count > 1
      ? `${count} resources forgotten. Then, with another server in the file: ${command}`
      : `1 resource forgotten. Then, with another server in the file: ${command}`,
  platformName: () => "shared platform",
} satisfies typeof fr;
