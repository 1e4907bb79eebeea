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

/**
 * A shell script, which `scripts/prepare-server.sh` repeats: it does nothing where nothing is missing, and fails while something
 * is. Tried again, since the first boot's own package runs may hold apt's locks. Debian 13 has the client in a package of
 * its own, which docker.io only recommends: without it neither our scripts nor Pulumi's Docker provider reach the engine.
 * Source: https://bugs.debian.org/1035338
 */
export const INSTALL = `missing() {
  for tool in dockerd docker mkfs.xfs curl; do command -v "$tool" >/dev/null || return 0; done
  return 1
}
for _ in $(seq 20); do
  missing || break
  apt-get update
  client=$(apt-cache search --names-only '^docker-cli$' | cut -d ' ' -f 1)
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends docker.io $client xfsprogs curl ca-certificates || sleep 10
done
! missing`;
