interface LockedPackage {
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export function missingEntries(lockfile: {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}): Record<string, unknown>;
