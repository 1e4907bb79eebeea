import { catalog } from "../../apps-catalog/catalog";
import { factsOf } from "../../infra/model/app-facts";
import { messagesFor } from "../../messages/messages";
import { appListLines } from "./app-list";

/** Apps that differ in each column, with figures that no update of the catalog changes. */
const apps = [
  catalog["php-site"],
  catalog.mobilizon,
  catalog.roundcube,
  catalog.wordpress,
].map((app, index) => ({
  ...factsOf(app),
  memory: { usual: 100 * (index + 1), least: 64 },
}));

it("shows the catalog in French, what each app is below its line", () => {
  expect(appListLines(apps, messagesFor("fr"), "fr")).toEqual([
    "app        base        mémoire  mails            mises à jour   bac à sable",
    "php-site   au choix    100 Mo   oui              par l'épicier  essayée",
    "    Site PHP, un hébergement PHP nu, avec une base de données sur demande",
    "mobilizon  PostgreSQL  200 Mo   oui              par l'épicier  pas encore",
    "    Mobilizon, des événements et les groupes qui les organisent",
    "roundcube  MySQL       300 Mo   boîte de chacun  par l'épicier  essayée",
    "    Roundcube, les boîtes mail de l'association, dans le navigateur",
    "wordpress  MySQL       400 Mo   oui              par elle-même  essayée",
    "    WordPress, le site web que la plupart des associations connaissent",
  ]);
});

it("shows it in English", () => {
  expect(appListLines(apps.slice(0, 2), messagesFor("en"), "en")).toEqual([
    "app        database    memory  mail  updates         sandbox",
    "php-site   on request  100 MB  yes   by the épicier  run",
    "    Site PHP, a bare PHP host, with a database on request",
    "mobilizon  PostgreSQL  200 MB  yes   by the épicier  not yet",
    "    Mobilizon, events, and the groups that organise them",
  ]);
});

it("fits into a terminal", () => {
  for (const line of appListLines(apps, messagesFor("fr"), "fr"))
    expect(line.length).toBeLessThanOrEqual(80);
});
