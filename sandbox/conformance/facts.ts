/** Values that a property takes, by its name or by "<type> <name>": one to begin with and another one to change to. */
export const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  // Durations of Docker services.
  ...durations("delay", "monitor", "interval", "timeout", "startPeriod"),
  ...durations("window", "stopGracePeriod", "startInterval"),
  data: ["YWJj", "ZGVm"],
  condition: ["any", "none"],
  order: ["stop-first", "start-first"],
  failureAction: ["pause", "continue"],
  maxFailureRatio: ["0.5", "0.6"],
  publishMode: ["host", "ingress"],
  protocol: ["tcp", "udp"],
  restart: ["always", "no"],
  selinuxRelabel: ["z", "Z"],
  "ovhmail:index:Mailbox password": ["sample-of-12", "sample-of-13"],
  "ovhmail:index:Redirection from": ["from@sample", "other@sample"],
  "ovhmail:index:Redirection to": ["to@sample", "other@sample"],
  "ovhmail:index:Responder from": ["2026-08-01T00:00:00Z"],
  "ovhmail:index:Responder to": ["2026-09-01T00:00:00Z"],
  containerPath: ["/a", "/b"],
  logging: ["stdout", "none"],
  hostKey: ["ssh-ed25519 AAAA", "ssh-ed25519 BBBB"],
  "docker:index/service:Service type": ["bind", "volume"],
  "docker:index/container:Container type": ["bind", "volume"],
  "docker:index/service:Service mode": ["vip", "dnsrr"],
  "docker:index/service:Service global": [false, true],
  cidr: ["192.0.2.0/25", "192.0.2.128/25"],
  remoteIpPrefix: ["192.0.2.0/25", "192.0.2.128/25"],
  gatewayIp: ["192.0.2.1", "192.0.2.2"],
  direction: ["ingress", "egress"],
  ethertype: ["IPv4", "IPv6"],
  policies: [["anti-affinity"], ["soft-anti-affinity"]],
  powerState: ["active", "shutoff"],
  volumeType: ["classic", "high-speed"],
  password: ["Passw0rd1", "Passw0rd2"],
  grant: ["rw", "ro"],
  regionName: ["GRA", "SBG"],
  "openstack:objectstorage/container:Container region": ["GRA", "SBG"],
  ttl: [60, 600],
  "ovh:CloudProject/alerting:Alerting delay": [3600, 86400],
};

/** Where the sandbox or the real provider differs from the plain facts of the schema, and why. */
export const EXCEPTIONS: {
  /** Inputs that the sandbox refuses with a clear message. */
  readonly refused: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Inputs that must be there although the schema does not say so. */
  readonly together: Readonly<Record<string, readonly string[]>>;
  /** Inputs that exclude others: those are left out. */
  readonly instead: Readonly<
    Record<string, Readonly<Record<string, readonly string[]>>>
  >;
  /** Inputs that replace by a rule of their own, with a test of its own. */
  readonly ruled: Readonly<Record<string, readonly string[]>>;
  /** Types whose every change replaces although the schema does not say so. */
  readonly alwaysReplaced: readonly string[];
} = {
  refused: {
    "random:index/randomInteger:RandomInteger": {
      seed: "only the real plugin's generator gives the seeded value",
    },
    "random:index/randomShuffle:RandomShuffle": {
      seed: "only the real plugin's generator gives the seeded value",
    },
    "command:local:Command": {
      assetPaths: "the embedded engine carries no assets",
      archivePaths: "the embedded engine carries no archives",
    },
    "docker:index/container:Container": {
      attach: "the embedded engine waits for no program's end",
      deviceRequests: "needs hardware that no server of the sandbox has",
      gpus: "needs hardware that no server of the sandbox has",
      uploads: "not needed by any component",
    },
    "openstack:objectstorage/container:Container": {
      versioning:
        "OVH's Swift is of an older generation: old versions need versioningLegacy",
    },
    "docker:index/volume:Volume": {
      cluster: "needs a storage plugin that no server of the sandbox has",
    },
    "docker:index/remoteImage:RemoteImage": {
      build: "images are built by pipelines",
    },
  },
  together: {
    "openstack:compute/instance:Instance": ["flavorName", "imageName"],
    "openstack:compute/serverGroup:ServerGroup": ["policies"],
    "openstack:networking/subnet:Subnet": ["cidr"],
    "openstack:networking/secGroupRule:SecGroupRule": ["protocol"],
    "docker:index/serviceConfig:ServiceConfig": ["data"],
  },
  instead: {
    "docker:index/serviceConfig:ServiceConfig": { dataRaw: ["data"] },
  },
  ruled: { "ovh:CloudProject/storage:Storage": ["objectLock"] },
  // Every argument is RequiresReplace in the source of hashicorp/random.
  alwaysReplaced: ["random:"],
};

function durations(...names: string[]) {
  return Object.fromEntries(names.map((name) => [name, ["5s", "6s"]]));
}
