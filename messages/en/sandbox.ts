import type { sandbox as fr } from "../fr/sandbox";

/** The sandbox: its parts, its life, its problems. */
export const sandbox = {
  starting: () => "The sandbox is getting ready.",
  ready: (time) => `The sandbox is ready (${time}).`,
  down: (time) =>
    `The sandbox is erased (${time}); nothing of it remains on this machine.`,
  downImagesKept: () =>
    "The images built stay, to be faster next time (--images erases them too).",
  statusHeader: () => ["part", "state", "address"],
  notBoundary: () =>
    "The sandbox is not a security boundary: put no real data into it.",
  envIntro: () =>
    "To paste into another terminal while this command runs (Ctrl-C ends it):",
  step: (step) => {
    const [kind = step, name = ""] = step.split(":");
    const kinds: Record<string, string> = {
      engine: "Docker engine",
      image: `image ${name}`,
      network: "networks",
      service: `service ${name}`,
      account: "account with the vendor",
      server: `server ${name}`,
      app: `app image ${name}`,
    };
    return kinds[kind] ?? step;
  },
} satisfies typeof fr;
