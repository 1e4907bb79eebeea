import type { BeneficiaryInput } from "./input";
import { beneficiaryWith } from "./testing";

const valid: Partial<BeneficiaryInput> = {
  domains: ["les-amis.org"],
  apps: [{ app: "static-site", at: "www" }],
};

const problemsWith = (override: Partial<BeneficiaryInput>): string[] =>
  beneficiaryWith({ ...valid, ...override }).problems;

const site = { app: "static-site", at: "www" } as const;

it("takes full names in any of the association's domains", () => {
  const also = ["blog.les-amis.example", "les-amis.org"];
  const redirectsFrom = ["www.les-amis.org"];
  expect(problemsWith({ apps: [{ ...site, also, redirectsFrom }] })).toEqual(
    [],
  );
});

it.each<[string, Partial<BeneficiaryInput>, string]>([
  [
    "another association's name",
    { apps: [{ ...site, also: ["www.ailleurs.example"] }] },
    'stacks/les-amis.ts: apps[0].also[0]: this name is in no domain of the association (received: "www.ailleurs.example"). Choose a name of les-amis.example or les-amis.org, or add its domain, if it is at OVH: domains: ["…"].',
  ],
  [
    "a name that has its domain already",
    { apps: [{ ...site, at: "www.les-amis.example" }] },
    'stacks/les-amis.ts: apps[0].at: the name would be www.les-amis.example.les-amis.example (received: "www.les-amis.example"). Write it without the domain: "www".',
  ],
  [
    "the domain itself, written out",
    { apps: [{ ...site, at: "les-amis.example" }] },
    'stacks/les-amis.ts: apps[0].at: the name would be les-amis.example.les-amis.example (received: "les-amis.example"). Write it without the domain: "@".',
  ],
  [
    "a name of another domain where one of the first belongs",
    { apps: [{ ...site, at: "www.les-amis.org" }] },
    'stacks/les-amis.ts: apps[0].at: the name would be www.les-amis.org.les-amis.example (received: "www.les-amis.org"). Here goes a name of the first domain, such as "www"; one of another domain is written whole in also: ["www.les-amis.org"].',
  ],
  [
    "a website's name for a domain",
    { domains: ["www.les-amis.org"], apps: [] },
    'stacks/les-amis.ts: domains[0]: this is not a domain name (received: "www.les-amis.org"). In lower case, without accents (or in its form xn--), without "http://" or "www.", for example: les-amis.example.',
  ],
  [
    "a part of a name",
    { apps: [{ ...site, redirectsFrom: ["blog"] }] },
    'stacks/les-amis.ts: apps[0].redirectsFrom[0]: this is not the whole name of a machine (received: "blog"). Write all of it, in lower case, with its domain: "www.les-amis.example".',
  ],
  [
    "a name that the app has already",
    { apps: [{ ...site, also: ["www.les-amis.example"] }] },
    "stacks/les-amis.ts: apps[0].also[0]: the address www.les-amis.example is already taken by static-site. Give one of the two another.",
  ],
  [
    "a name of another app",
    {
      apps: [
        { ...site, also: ["les-amis.org"] },
        { ...site, at: "b", name: "bis", redirectsFrom: ["les-amis.org"] },
      ],
    },
    "stacks/les-amis.ts: apps[1].redirectsFrom[0]: the address les-amis.org is already taken by static-site. Give one of the two another.",
  ],
  [
    "a domain twice",
    { domains: ["les-amis.example"] },
    'stacks/les-amis.ts: domains[0]: this domain is written twice (received: "les-amis.example"). Keep it once, in domain or in domains.',
  ],
  [
    "what is no domain",
    { domains: ["Les Amis"] },
    'stacks/les-amis.ts: domains[0]: this is not a domain name (received: "Les Amis"). In lower case, without accents (or in its form xn--), without "http://" or "www.", for example: les-amis.example.',
  ],
])("refuses %s", (_what, override, expected) => {
  expect(problemsWith(override)).toEqual([expected]);
});
