import { MysqlService } from "./mysql-service";
import { changesOnceImported, labelsOf, previewOf, the, upOf } from "./testing";

const args = {
  displayName: "Sol&TIC",
  plan: "private-sql-512-instance",
  engine: "mariadb_11.4",
  datacenter: "gra3",
} as const;
const make = () => new MysqlService("mysql", args);

it("is an order by the month, protected", async () => {
  const ordered = the(
    await upOf(make),
    "ovh:Hosting/privateDatabase:PrivateDatabase",
  );
  expect(ordered.protect).toBe(true);
  expect(ordered.inputs).toMatchObject({
    ovhSubsidiary: "FR",
    plan: {
      duration: "P1M",
      planCode: "private-sql-512-instance",
      pricingMode: "default",
      configurations: [
        { label: "dc", value: "gra3" },
        { label: "engine", value: "mariadb_11.4" },
      ],
    },
  });
});

it("is not replaced, that is ended, once it was imported without its plan", async () => {
  expect(
    await changesOnceImported((opts) => new MysqlService("mysql", args, opts)),
  ).toEqual({ same: 3 });
});

it("registers the same resources in a preview and in an up", async () => {
  expect(labelsOf(await previewOf(make))).toEqual(labelsOf(await upOf(make)));
});
