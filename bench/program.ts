import * as command from "@pulumi/command";
import * as docker from "@pulumi/docker";
import * as openstack from "@pulumi/openstack";
import * as ovh from "@ovhcloud/pulumi-ovh";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

/** One association with two applications: 44 resources of the five providers, beside the stack and its providers. */
export function program(size: number): Promise<Record<string, unknown>> {
  const site = new Component("site");
  const child = { parent: site };
  const server = servers(child, size);
  records(child, server.accessIpV4);
  mail(child);
  const database = databases(child);
  buckets(child);
  applications(child, server, database);
  return Promise.resolve({ address: server.accessIpV4 });
}

class Component extends pulumi.ComponentResource {
  constructor(name: string) {
    super("bench:components:Site", name, {});
    this.registerOutputs({});
  }
}

type Child = { readonly parent: pulumi.Resource };

/** 12 resources. */
function servers(child: Child, size: number): openstack.compute.Instance {
  const network = new openstack.networking.Network(
    "network",
    { adminStateUp: true },
    child,
  );
  const subnet = new openstack.networking.Subnet(
    "subnet",
    { networkId: network.id, cidr: "10.0.0.0/24" },
    child,
  );
  const group = new openstack.networking.SecGroup(
    "web",
    { description: "web" },
    child,
  );
  for (const port of [22, 80, 443]) {
    const rule = {
      direction: "ingress",
      ethertype: "IPv4",
      protocol: "tcp",
      securityGroupId: group.id,
    };
    new openstack.networking.SecGroupRule(
      `port-${port}`,
      { ...rule, portRangeMin: port, portRangeMax: port },
      child,
    );
  }
  const key = new openstack.compute.Keypair("key", {}, child);
  const server = new openstack.compute.Instance(
    "server",
    {
      flavorName: "d2-4",
      imageName: "Debian 12",
      keyPair: key.name,
      networks: [{ name: "Ext-Net" }, { uuid: network.id }],
      securityGroups: [group.name],
      metadata: { association: "les-amis" },
    },
    { ...child, dependsOn: [subnet] },
  );
  for (const name of ["data", "backup"]) {
    const volume = new openstack.blockstorage.Volume(
      name,
      { size, metadata: { name } },
      { ...child, protect: true },
    );
    new openstack.compute.VolumeAttach(
      `${name}-attach`,
      { instanceId: server.id, volumeId: volume.id },
      child,
    );
  }
  return server;
}

/** 10 resources. */
function records(child: Child, address: pulumi.Output<string>): void {
  const names = ["www", "cloud", "wiki", "list", "status", "agenda"];
  for (const subdomain of names) {
    const record = {
      zone: "les-amis.example",
      fieldtype: "A",
      ttl: 3600,
      target: address,
    };
    new ovh.domain.ZoneRecord(
      `a-${subdomain}`,
      { ...record, subdomain },
      child,
    );
  }
  for (const [name, target] of [
    ["mx", "1 mx1.mail.ovh.net."],
    ["spf", "v=spf1 include:mx.ovh.com ~all"],
    ["dkim", "v=DKIM1"],
    ["dmarc", "v=DMARC1"],
  ] as const) {
    const fieldtype = name === "mx" ? "MX" : "TXT";
    new ovh.domain.ZoneRecord(
      name,
      { zone: "les-amis.example", fieldtype, subdomain: "", ttl: 3600, target },
      child,
    );
  }
}

/** 4 resources. */
function mail(child: Child): void {
  for (const accountName of ["contact", "tresorerie"]) {
    const password = new random.RandomPassword(
      `${accountName}-password`,
      { length: 24, special: false },
      child,
    );
    const account = {
      domain: "les-amis.example",
      accountName,
      password: password.result,
      size: 5e9,
    };
    new ovh.EmailDomainAccount(accountName, account, child);
  }
}

/** 8 resources. */
function databases(child: Child): pulumi.Output<string> {
  const serviceName = "soltic-001";
  const passwords = ["wordpress", "nextcloud"].map((name) => {
    const password = new random.RandomPassword(
      `${name}-db-password`,
      { length: 24, special: false },
      child,
    );
    const database = new ovh.hosting.PrivateDatabaseDb(
      `${name}-db`,
      { serviceName, databaseName: name },
      child,
    );
    const user = new ovh.hosting.PrivateDatabaseUser(
      `${name}-user`,
      { serviceName, userName: name, password: password.result },
      child,
    );
    new ovh.hosting.PrivateDatabaseUserGrant(
      `${name}-grant`,
      {
        serviceName,
        databaseName: database.databaseName,
        userName: user.userName,
        grant: "admin",
      },
      { ...child, deleteBeforeReplace: true },
    );
    return password.result;
  });
  return pulumi.all(passwords).apply(([first = ""]) => first);
}

/** 4 resources. */
function buckets(child: Child): void {
  const serviceName = "0123456789abcdef";
  const user = new ovh.cloudproject.User(
    "user",
    { serviceName, description: "les-amis" },
    child,
  );
  const credential = new ovh.cloudproject.S3Credential(
    "credential",
    { serviceName, userId: user.id },
    child,
  );
  const bucket = new ovh.cloudproject.Storage(
    "bucket",
    { serviceName, regionName: "GRA", hideObjects: true },
    child,
  );
  const policy = pulumi.jsonStringify({
    Statement: [
      { Effect: "Allow", Resource: bucket.name, Key: credential.accessKeyId },
    ],
  });
  new ovh.cloudproject.S3Policy(
    "policy",
    { serviceName, userId: user.id, policy },
    child,
  );
}

/** 6 resources and a provider. */
function applications(
  child: Child,
  server: openstack.compute.Instance,
  password: pulumi.Output<string>,
): void {
  const host = pulumi.interpolate`ssh://debian@${server.accessIpV4}`;
  const provider = new docker.Provider(
    "docker",
    { host, sshOpts: ["-i", "key"] },
    child,
  );
  const on = { ...child, provider };
  const network = new docker.Network(
    "overlay",
    { driver: "overlay", attachable: true },
    on,
  );
  for (const name of ["wordpress", "nextcloud"]) {
    const secret = new docker.Secret(`${name}-secret`, { data: password }, on);
    const secrets = [
      {
        secretId: secret.id,
        secretName: secret.name,
        fileName: "/run/secrets/db",
      },
    ];
    const healthcheck = {
      tests: ["CMD", "curl", "-f", "http://localhost/"],
      interval: "30s",
      retries: 3,
    };
    const containerSpec = {
      image: `${name}:6`,
      env: { NAME: name },
      secrets,
      healthcheck,
      stopGracePeriod: "30s",
    };
    const labels = [{ label: "association", value: "les-amis" }];
    const taskSpec = {
      containerSpec,
      networksAdvanceds: [{ name: network.id }],
    };
    new docker.Service(
      name,
      { name, labels, taskSpec, updateConfig: { failureAction: "rollback" } },
      on,
    );
  }
  const connection = {
    host: server.accessIpV4,
    user: "debian",
    privateKey: password,
  };
  new command.remote.Command(
    "prepare",
    { connection, create: "mkdir -p /srv", triggers: [server.id] },
    child,
  );
}
