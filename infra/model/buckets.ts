import type { ProblemList } from "./problems";
import { hasKind, hasShape, type Shape } from "./shape";

/**
 * What a credential may do in its bucket. `append-only` is for backups: who steals the credential can add, not destroy. It
 * needs a bucket with versions, since writing a key again is adding too.
 */
export type BucketAccess = "read-write" | "append-only" | "read-only";

/** How a bucket is used: S3, or OpenStack's own protocol. */
export type BucketApi = "s3" | "swift";

/** OVH's Object Storage regions in the European Union. */
export type ObjectStorageRegion =
  "GRA" | "SBG" | "RBX" | "DE" | "WAW" | "EU-WEST-PAR" | "EU-SOUTH-MIL";

/** A bucket of an association, beside the one of its backups; in the platform's city, encrypted if it is of S3. */
export interface BucketInput {
  /**
   * The protocol that it is used by. `swift` is OVH's older Object Storage, for a program that knows nothing else: without
   * encryption, append-only, lock, copy, nor an end for old versions.
   * @default "s3"
   */
  readonly api?: BucketApi;
  /**
   * What its credential may do.
   * @default "read-write"
   */
  readonly access?: BucketAccess;
  /**
   * Further credentials, by a short name.
   * @default {}
   */
  readonly credentials?: Readonly<Record<string, BucketAccess>>;
  /**
   * True if what is overwritten or deleted is kept as an old version.
   * @default true
   */
  readonly versioning?: boolean;
  /**
   * Days after which an old version goes for good, and what was left of an unfinished upload with it.
   * @default none: old versions stay for ever
   */
  readonly keepVersionsDays?: number;
  /**
   * How long nobody can delete or overwrite an object. It is chosen when the bucket is made: later it can be made longer or
   * stricter, but neither added nor taken away, which would be another bucket.
   * @default none
   */
  readonly lock?: BucketLockInput;
  /**
   * Another city, where a second bucket receives a copy of every object.
   * @default none
   */
  readonly replicateTo?: ObjectStorageRegion;
}

export interface BucketLockInput {
  readonly days: number;
  /**
   * `compliance`: nobody can take it off, the host included. `governance`: the host can.
   * @default "governance"
   */
  readonly mode?: "governance" | "compliance";
}

/** The bucket of backups that every association has, encrypted: its credential adds, and deletes nothing. */
export interface BackupsInput {
  /**
   * Days after which what was overwritten or deleted goes for good.
   * @default 90
   */
  readonly keepVersionsDays?: number;
  /**
   * Another city, where a second bucket receives a copy of every backup.
   * @default none
   */
  readonly replicateTo?: ObjectStorageRegion;
}

/** Complete and checked. */
export interface BucketModel {
  readonly name: string;
  readonly api: BucketApi;
  readonly access: BucketAccess;
  readonly credentials: Readonly<Record<string, BucketAccess>>;
  readonly versioning: boolean;
  readonly keepVersionsDays?: number;
  readonly lock?: Required<BucketLockInput>;
  readonly replicateTo?: ObjectStorageRegion;
}

/** What a bucket's rules need to know of what is around it. */
export interface BucketPlace {
  /** Object Storage region of the platform; undefined while that is itself wrong. */
  readonly region: string | undefined;
  readonly disposable: boolean;
}

const bucketShape: Shape<BucketInput> = {
  api: { kind: "text" },
  access: { kind: "text" },
  credentials: { kind: "object" },
  versioning: { kind: "boolean" },
  keepVersionsDays: { kind: "number" },
  lock: { kind: "object" },
  replicateTo: { kind: "text" },
};

const lockShape: Shape<BucketLockInput> = {
  days: { kind: "number", required: true },
  mode: { kind: "text" },
};

const backupsShape: Shape<BackupsInput> = {
  keepVersionsDays: bucketShape.keepVersionsDays,
  replicateTo: bucketShape.replicateTo,
};

const ACCESSES: readonly string[] = ["read-write", "append-only", "read-only"];
const APIS: readonly string[] = ["s3", "swift"];
const LOCK_MODES: readonly string[] = ["governance", "compliance"];
const REGIONS: readonly string[] = [
  ...["GRA", "SBG", "RBX", "DE", "WAW", "EU-WEST-PAR", "EU-SOUTH-MIL"],
];
/** Those of them with Swift. Source: help.ovhcloud.com, "Endpoints and Object Storage geoavailability". */
const SWIFT_REGIONS: readonly string[] = ["GRA", "SBG", "DE", "WAW"];
/** Ten years: what is longer is a typing mistake, and a lock of it could never be taken back. */
const LONGEST_DAYS = 3_650;
/** The bucket that every beneficiary has. */
const RESERVED = "backups";
/** Time enough to notice that a backup was overwritten, and not for ever. */
const BACKUP_VERSIONS_DAYS = 90;
/** Swift keeps the old versions of `<beneficiary>-<bucket>` in `<beneficiary>-<bucket>-versions`: another's, were a bucket called so. */
const SWIFT_VERSIONS = "versions";

/**
 * A short name: no hyphen, since buckets, copies and credentials are told apart by one; at most 16 characters, so that
 * `<beneficiary>-<bucket>-copy-<8 digits>` stays below S3's 63.
 */
const SHORT_NAME = /^[a-z][a-z0-9]{1,15}$/;

/** The buckets that somebody wrote, complete; those that are wrong are left out and have their problems. */
export function resolveBuckets(
  written: Readonly<Record<string, unknown>> = {},
  place: BucketPlace,
  problems: ProblemList,
): readonly BucketModel[] {
  return Object.entries(written).flatMap(([name, bucket]) => {
    const here = problems.at(name);
    if (!SHORT_NAME.test(name)) here.add((texts) => texts.shortName(), name);
    if (name === RESERVED) here.add((texts) => texts.bucketReserved(), name);
    if (!hasShape<BucketInput>(bucket, bucketShape, here)) return [];
    if (bucket.api === "swift" && name === SWIFT_VERSIONS)
      here.add((texts) => texts.swiftVersionsReserved(), name);
    checkBucket(bucket, place, here);
    return [complete(name, bucket)];
  });
}

/** The bucket of backups of each beneficiary, as the platform wants it. */
export function resolveBackups(
  written: unknown = {},
  region: string | undefined,
  problems: ProblemList,
): BucketModel {
  const isSound = hasShape<BackupsInput>(written, backupsShape, problems);
  const { keepVersionsDays = BACKUP_VERSIONS_DAYS, ...rest } = isSound
    ? written
    : {};
  const bucket: BucketInput = {
    access: "append-only",
    keepVersionsDays,
    ...rest,
  };
  checkBucket(bucket, { region, disposable: false }, problems);
  return complete(RESERVED, bucket);
}

function complete(name: string, input: BucketInput): BucketModel {
  const { access = "read-write", credentials = {}, lock, ...rest } = input;
  return {
    ...rest,
    name,
    api: input.api ?? "s3",
    access,
    credentials,
    versioning: input.versioning ?? true,
    ...(lock ? { lock: { ...lock, mode: lock.mode ?? "governance" } } : {}),
  };
}

function checkBucket(
  input: BucketInput,
  place: BucketPlace,
  problems: ProblemList,
): void {
  const { access, credentials = {}, keepVersionsDays, lock } = input;
  checkChoice(access, ACCESSES, problems.at("access"));
  for (const [name, may] of Object.entries(credentials)) {
    const here = problems.at("credentials").at(name);
    if (!SHORT_NAME.test(name)) here.add((texts) => texts.shortName(), name);
    if (hasKind(may, "text", here)) checkChoice(may, ACCESSES, here);
  }
  checkDays(keepVersionsDays, problems.at("keepVersionsDays"));
  if (lock && hasShape<BucketLockInput>(lock, lockShape, problems.at("lock"))) {
    checkDays(lock.days, problems.at("lock").at("days"));
    checkChoice(lock.mode, LOCK_MODES, problems.at("lock").at("mode"));
    if (place.disposable)
      problems.at("lock").add((texts) => texts.lockedNotDisposable());
  }
  checkCopy(input, place, problems.at("replicateTo"));
  checkApi(input, place, problems);
  checkVersions(input, problems.at("versioning"));
}

/** What Swift has not, at all or at OVH. */
function checkApi(
  input: BucketInput,
  { region }: BucketPlace,
  problems: ProblemList,
): void {
  const { api, access, credentials = {} } = input;
  checkChoice(api, APIS, problems.at("api"));
  if (api !== "swift") return;
  if (region !== undefined && !SWIFT_REGIONS.includes(region))
    problems.at("api").add((texts) => texts.noSwiftIn(region, SWIFT_REGIONS));
  for (const field of ["keepVersionsDays", "lock", "replicateTo"] as const)
    if (input[field] !== undefined)
      problems.at(field).add((texts) => texts.notInSwift());
  const accesses = [
    [problems.at("access"), access] as const,
    ...Object.entries(credentials).map(
      ([name, may]) => [problems.at("credentials").at(name), may] as const,
    ),
  ];
  for (const [here, may] of accesses)
    if (may === "append-only") here.add((texts) => texts.noAppendOnlyInSwift());
}

function checkCopy(
  { replicateTo }: BucketInput,
  { region }: BucketPlace,
  problems: ProblemList,
): void {
  checkChoice(replicateTo, REGIONS, problems);
  if (replicateTo !== undefined && replicateTo === region)
    problems.add((texts) => texts.copyInSameCity(), replicateTo);
}

/** What means nothing, or does nothing, in a bucket that keeps no versions. */
function checkVersions(input: BucketInput, problems: ProblemList): void {
  if (input.versioning !== false) return;
  const { access, credentials = {} } = input;
  const needing = [
    ...[access, ...Object.values(credentials)].filter(
      (may) => may === "append-only",
    ),
    ...(["keepVersionsDays", "lock", "replicateTo"] as const).filter(
      (field) => input[field] !== undefined,
    ),
  ];
  if (needing.length > 0)
    problems.add((texts) => texts.versionsNeeded(needing.map(String)), false);
}

function checkDays(days: number | undefined, problems: ProblemList): void {
  if (days === undefined) return;
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_DAYS)
    problems.add((texts) => texts.wholeNumber(1, LONGEST_DAYS), days);
}

function checkChoice(
  value: string | undefined,
  known: readonly string[],
  problems: ProblemList,
): void {
  if (value !== undefined && !known.includes(value))
    problems.add((texts) => texts.unknownChoice(known), value);
}
