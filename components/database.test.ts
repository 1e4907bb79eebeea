import { Database } from "./database";
import { the, upOf } from "./testing";

const args = {
  service: "soltic-001",
  host: "db.example",
  port: 35001,
  databaseName: "les_amis_wordpress",
  disposable: false,
};

it("is a protected database, a user of the same name with a secret password, and its grant", async () => {
  const resources = await upOf(() => new Database("les-amis-wordpress", args));
  const database = the(
    resources,
    "ovh:Hosting/privateDatabaseDb:PrivateDatabaseDb",
  );
  expect(database.protect).toBe(true);
  expect(
    the(resources, "ovh:Hosting/privateDatabaseUser:PrivateDatabaseUser")
      .inputs,
  ).toMatchObject({
    serviceName: "soltic-001",
    userName: "les_amis_wordpress",
    password: "[secret]",
  });
  expect(
    the(
      resources,
      "ovh:Hosting/privateDatabaseUserGrant:PrivateDatabaseUserGrant",
    ).inputs,
  ).toMatchObject({
    databaseName: "les_amis_wordpress",
    grant: "admin",
  });
});
