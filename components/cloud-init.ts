/**
 * The user data of a server: only what must be there before the first SSH contact. It is frozen with the server
 * (a change would destroy it), so everything that may evolve is in `scripts/prepare-server.sh`.
 * Source: https://cloudinit.readthedocs.io/en/22.4.2/reference/modules.html
 */
export function cloudConfig(sshUser: string): string {
  const config = {
    disable_root: true,
    ssh_pwauth: false,
    ssh_deletekeys: true,
    // One kind of host key, so that every client is shown the one recorded at the first contact.
    ssh_genkeytypes: ["ed25519"],
    write_files: [
      { path: "/etc/ssh/sshd_config.d/epicerie.conf", content: SSHD },
      { path: "/etc/docker/daemon.json", content: DOCKERD },
    ],
    runcmd: [
      ["sh", "-c", INSTALL],
      ["usermod", "-aG", "docker", sshUser],
    ],
  };
  return `#cloud-config\n${JSON.stringify(config, null, 2)}\n`;
}

/** MaxStartups and MaxSessions: an `up` opens many connections at once. */
const SSHD = `PasswordAuthentication no
PermitRootLogin no
HostKey /etc/ssh/ssh_host_ed25519_key
MaxStartups 100:30:300
MaxSessions 100
`;

const DOCKERD = JSON.stringify(
  {
    "log-driver": "json-file",
    "log-opts": { "max-size": "10m", "max-file": "3" },
  },
  null,
  2,
);

const INSTALL = `command -v dockerd mkfs.xfs curl >/dev/null || {
  apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends docker.io xfsprogs curl ca-certificates
}`;
