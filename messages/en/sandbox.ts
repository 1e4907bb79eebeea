import type { sandbox as fr } from "../fr/sandbox";

/** The sandbox: its parts, its life, its problems. */
export const sandbox = {
  stepDone: (step, time) => `${step} (${time})`,
  lost: () =>
    "The state describes a sandbox that is no more: its folder was removed by hand.",
  lostRemedy: () => "Start afresh: epicerie sandbox down, then run this again.",
  installsEngine: (command) =>
    `No Docker engine answers: installing the distribution's (${command}). It will stay on this machine.`,
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
      down: "removal",
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
  problems: {
    "no-engine": ({ tried = "", remedy = "" }) => [
      `No Docker engine answers (${tried}).`,
      `Install it, or ask the administrator for it: ${remedy}`,
    ],
    "engine-install-failed": ({ detail = "" }) => [
      `The distribution's Docker engine could not be installed: ${detail}`,
      "Try by hand (apt-get install docker.io), then run this again.",
    ],
    "engine-start-failed": ({ detail = "", log = "" }) => [
      `The sandbox's Docker engine did not start: ${detail}`,
      `Its log: ${log}`,
    ],
    "no-base-image": ({ detail = "", remedy = "" }) => [
      `There is no Debian system to put into the servers: ${detail}`,
      `To do: ${remedy}`,
    ],
    "image-build-failed": ({ image = "", detail = "" }) => [
      `The image "${image}" could not be built: ${detail}`,
      "Check that the Debian mirror answers (apt-get update), then run this again: what is built is not built again.",
    ],
    "disk-full": ({ what = "", detail = "" }) => [
      `The disk is full${what && ` (${what})`}: ${detail}`,
      'Make room ("epicerie doctor" says how much is needed), then run this again.',
    ],
    "no-free-network": ({ range = "", detail = "" }) => [
      `No addresses are left in ${range}: ${detail}`,
      'Stop another sandbox ("epicerie sandbox down" in its folder), then run this again.',
    ],
    "service-failed": ({ service = "", detail = "" }) => [
      `The sandbox's service "${service}" does not stay up: ${detail}`,
      'Run "epicerie sandbox up" again; if it happens again, "epicerie sandbox down", then "up".',
    ],
    "port-taken": ({ port = "", service = "" }) => [
      `Port ${port} of this machine, wanted by ${service}, is taken.`,
      "Stop the program that holds it, then run this again.",
    ],
  },
} satisfies typeof fr;
