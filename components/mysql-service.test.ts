import { MysqlService } from "./mysql-service";
import { the, upOf } from "./testing";

it("is an order by the month, protected", async () => {
  const make = () =>
    new MysqlService("mysql", {
      displayName: "Sol&TIC",
      plan: "private-sql-512-instance",
      engine: "mariadb_11.4",
      datacenter: "gra3",
    });
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
