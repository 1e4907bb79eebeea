import type { Command, CommandName } from "./command";

/** Every command by its words; each file is loaded when its command is called. `sandbox` alone shows its help. */
export const COMMANDS: Readonly<
  Record<Exclude<CommandName, "sandbox">, () => Promise<Command>>
> = {
  new: async () => (await import("./commands/new")).create,
  check: async () => (await import("./commands/check")).check,
  apps: async () => (await import("./commands/apps")).apps,
  list: async () => (await import("./commands/list")).list,
  explain: async () => (await import("./commands/explain")).explain,
  preview: async () => (await import("./commands/preview")).preview,
  up: async () => (await import("./commands/up")).up,
  outputs: async () => (await import("./commands/outputs")).outputs,
  refresh: async () => (await import("./commands/refresh")).refresh,
  verify: async () => (await import("./commands/verify")).verify,
  mail: async () => (await import("./commands/mail")).mail,
  forget: async () => (await import("./commands/forget")).forget,
  unprotect: async () => (await import("./commands/unprotect")).unprotect,
  destroy: async () => (await import("./commands/destroy")).destroy,
  demo: async () => (await import("./commands/demo")).demo,
  images: async () => (await import("./commands/images")).images,
  "sandbox up": async () => (await import("./commands/sandbox-up")).sandboxUp,
  "sandbox status": async () =>
    (await import("./commands/sandbox-status")).sandboxStatus,
  "sandbox env": async () =>
    (await import("./commands/sandbox-env")).sandboxEnv,
  "sandbox down": async () =>
    (await import("./commands/sandbox-down")).sandboxDown,
  doctor: async () => (await import("./commands/doctor")).doctor,
};

/** The names, in the order in which help lists them. */
export const COMMAND_NAMES = Object.keys(COMMANDS) as (keyof typeof COMMANDS)[];
