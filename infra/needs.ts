import { servicesOf } from "../apps-catalog/define-app";
import { DATABASE_IMAGES, lockedImage, PROXY_IMAGE } from "./images";
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

export function sandboxNeeds({ platform, beneficiaries }: Model): SandboxNeeds {
  // What a stack orders itself is not there before.
  const domains = beneficiaries.flatMap(
    ({ domain, domainOrder, domains: others }) =>
      domain === undefined || domainOrder ? others : [domain, ...others],
  );
  const withMail = beneficiaries.filter(({ mail }) => mail.provider === "ovh");
  const apps = beneficiaries.flatMap(({ apps }) =>
    apps.flatMap(({ definition }) =>
      servicesOf(definition).map(({ image }) => lockedImage(image)),
    ),
  );
  const databases = beneficiaries.flatMap(({ databaseServers }) =>
    databaseServers.map(({ kind }) => lockedImage(DATABASE_IMAGES[kind])),
  );
  return {
    zones: unique([...(platform ? [platform.domain] : []), ...domains]),
    mailDomains: unique(withMail.flatMap(({ domain }) => domain ?? [])),
    mysql: platform?.mysql ? [{ ...platform.mysql }] : [],
    projects: platform?.project.id === undefined ? [] : [platform.project.id],
    images: unique([lockedImage(PROXY_IMAGE), ...databases, ...apps]),
  };
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
