import { eventually, type Ssh } from "./world";

const SERVICE = "la-gazette-gazette";

/** What a container of an app may have of its server. */
export function limits(server: () => Ssh): void {
  const text = (command: string): Promise<string> => server().text(command);
  const container = (): Promise<string> =>
    text(
      `docker ps --quiet --filter name=${SERVICE}.1 --filter health=healthy`,
    );

  describe("a container of an app", () => {
    it("has limits that the server keeps", async () => {
      const format =
        "{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{.HostConfig.PidsLimit}} {{.HostConfig.LogConfig.Config}}";
      expect(
        await text(`docker inspect --format '${format}' ${await container()}`),
      ).toBe("128000000 1000000000 64 map[max-file:3 max-size:10m]");
      const fork = `docker exec ${await container()} sh -c 'for i in $(seq 80); do sleep 4 & done'`;
      expect((await server().run(fork)).text).toMatch(/fork/i);
    });

    it("begins again when it has written too much on the disk that all share", async () => {
      const before = await container();
      const write = `docker exec --user root ${before} dd if=/dev/zero of=/var/big bs=1M count=40`;
      // What was started above ends first: until then there is no room for a process.
      await eventually("what is written", 30, async () => {
        return (await server().run(write)).code === 0;
      });
      const look = "sudo /usr/local/sbin/epicerie-layers";
      expect(await text(`${look} 100000`)).toBe("");
      expect(await text(`${look} 20000`)).toMatch(
        /la-gazette-gazette\.1.* wrote 4\d{4} KiB outside its data directories/,
      );
      await eventually("another container", 90, async () => {
        const now = await container();
        return now !== "" && now !== before;
      });
      const found = await server().run(
        `docker exec ${await container()} ls /var/big`,
      );
      expect(found.text).toContain("No such file");
    });
  });
}
