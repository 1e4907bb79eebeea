import { imagesInUse, lockedImage } from "./images";
import type { Model } from "./model/model";

/** What the host has taken at the vendor before any stack can be up, for a sandbox to pretend that it was ordered. */
export interface SandboxNeeds {
  readonly zones: string[];
  readonly mailDomains: string[];
  readonly mysql: { service: string; host: string; port: number }[];
  /** Ids of Public Cloud projects. */
  readonly projects: string[];
  /** Image references that servers will pull. */
  readonly images: string[];
}

export function sandboxNeeds(model: Model): SandboxNeeds {
  const { platform, beneficiaries } = model;
  // What a stack orders itself is not there before.
  const domains = beneficiaries.flatMap(
    ({ domain, domainOrder, domains: others }) =>
      domain === undefined || domainOrder ? others : [domain, ...others],
  );
  const withMail = beneficiaries.filter(({ mail }) => mail.provider === "ovh");
  return {
    zones: unique([...(platform ? [platform.domain] : []), ...domains]),
    mailDomains: unique(withMail.flatMap(({ domain }) => domain ?? [])),
    mysql: platform?.mysql ? [{ ...platform.mysql }] : [],
    projects: platform?.project.id === undefined ? [] : [platform.project.id],
    images: imagesInUse(model).map(lockedImage),
  };
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
