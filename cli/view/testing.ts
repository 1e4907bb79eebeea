import type { Operation, PlannedStep } from "./planned-step";

const STACK =
  "urn:pulumi:les-amis::epicerie::pulumi:pulumi:Stack::epicerie-les-amis";

/** A planned step for tests: its type chain, its name, and what differs from a plain creation below the stack. */
export function step(
  operation: Operation,
  chain: string,
  name: string,
  differences: Partial<PlannedStep> = {},
): PlannedStep {
  return {
    operation,
    urn: `urn:pulumi:les-amis::epicerie::${chain}::${name}`,
    type: chain.slice(chain.lastIndexOf("$") + 1),
    parent: STACK,
    changed: [],
    replacing: [],
    isProtected: false,
    isRetained: false,
    ...differences,
  };
}

export const VOLUME = "openstack:blockstorage/volume:Volume";
export const MAILBOX = "ovhmail:index:Mailbox";
export const SERVICE = "docker:index/service:Service";
export const SERVER = "openstack:compute/instance:Instance";
export const RECORD = "ovh:Domain/zoneRecord:ZoneRecord";
