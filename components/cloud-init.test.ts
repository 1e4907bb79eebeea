import { cloudConfig } from "./cloud-init";

it("is a cloud-config that closes passwords and root, and knows one kind of host key", () => {
  const text = cloudConfig("debian");
  expect(text).toMatch(/^#cloud-config\n/);
  const config = JSON.parse(text.slice(text.indexOf("\n"))) as {
    write_files: { path: string; content: string }[];
  } & Record<string, unknown>;
  expect(config).toMatchObject({
    ssh_pwauth: false,
    disable_root: true,
    ssh_genkeytypes: ["ed25519"],
  });
  const sshd = config.write_files.find(({ path }) =>
    path.startsWith("/etc/ssh/"),
  );
  expect(sshd?.content).toMatch(
    /^PasswordAuthentication no\nPermitRootLogin no$/m,
  );
  const dockerd = config.write_files.find(
    ({ path }) => path === "/etc/docker/daemon.json",
  );
  expect(JSON.parse(dockerd?.content ?? "")).toHaveProperty("log-opts");
});
