import { MINUTE, amis, velo, services } from "./online";
import { s3 } from "./clients";

export function theBucket(): void {
  describe("the bucket", () => {
    it(
      "takes and gives an object with the association's key",
      async () => {
        const own = s3(services.s3 ?? "", amis);
        await own.putObject(amis.bucket.name, "membres.csv", "nom\nLéa\n");
        const stream = await own.getObject(amis.bucket.name, "membres.csv");
        expect(
          Buffer.concat((await stream.toArray()) as Buffer[]).toString(),
        ).toBe("nom\nLéa\n");
      },
      MINUTE,
    );

    it(
      "lets the association's key delete nothing",
      async () => {
        const own = s3(services.s3 ?? "", amis);
        await own.putObject(amis.bucket.name, "membres.csv", "nom\nZoé\n");
        await expect(
          own.removeObject(amis.bucket.name, "membres.csv"),
        ).rejects.toMatchObject({ code: "AccessDenied" });
      },
      MINUTE,
    );

    it(
      "refuses another association's key",
      async () => {
        const other = s3(services.s3 ?? "", {
          bucket: amis.bucket,
          bucketCredential: velo.bucketCredential,
        });
        await expect(
          other.getObject(amis.bucket.name, "membres.csv"),
        ).rejects.toMatchObject({ code: "AccessDenied" });
        await expect(
          other.putObject(amis.bucket.name, "x", "x"),
        ).rejects.toMatchObject({ code: "AccessDenied" });
        await expect(
          other.listObjects(amis.bucket.name).toArray(),
        ).rejects.toMatchObject({ code: "AccessDenied" });
      },
      MINUTE,
    );
  });
}
