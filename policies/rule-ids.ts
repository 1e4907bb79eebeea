/** The rules, by the names that exceptions in stack files and the standard CLI's reports refer to; stable for ever. */
export const RULE_IDS = [
  "backups-declared",
  "data-protected",
  "eu-regions",
  "memory-limits",
  "no-wildcard-rights",
  "pinned-images",
  "private-ports",
] as const;

export type RuleId = (typeof RULE_IDS)[number];
