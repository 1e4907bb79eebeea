import type { modelServers as fr } from "../fr/model-servers";

/** What is wrong with a server, its keys, or where somebody is placed. */
export const modelServers = {
  invalidTime: () => ({
    what: "this is not a time",
    remedy:
      'Write for example "04:00" (the server\'s time, UTC), or "never" so that it never restarts by itself.',
  }),
  invalidImageId: () => ({
    what: "this is not the id of an image",
    remedy:
      'It is shown by "openstack image list", in the region of the platform: five groups of digits and letters from a to f.',
  }),
  invalidGenerations: () => ({
    what: "these generations are not possible",
    remedy:
      "Write [1]; to rebuild [1, 2], then, once everybody has moved, [2].",
  }),
  machineNameTaken: (machine: string) => ({
    what: `the new machine would be called ${machine}, as another server is`,
    remedy: "Take the generation after it.",
  }),
  invalidSshKey: () => ({
    what: "this is not a public SSH key",
    remedy:
      'It is the line of the file that ends in .pub, for example "ssh-ed25519 AAAA… alice". Never give the other file, which is the private key.',
  }),
  noOpenServer: () => ({
    what: "all servers of the platform are reserved for others",
    remedy:
      "Declare a shared server in stacks/prod.ts, or dedicatedTo with the name of this association.",
  }),
  serverDedicated: (owner: string) => ({
    what: `this server is reserved for ${owner}`,
    remedy: "Choose another server, or change dedicatedTo in stacks/prod.ts.",
  }),
} satisfies typeof fr;
