import { catalog } from "../../apps-catalog/catalog";
import { defineApp } from "../../apps-catalog/define-app";
import { appFacts, factsOf } from "./app-facts";

const notebook = defineApp({
  id: "notebook",
  title: "Notebook",
  about: { fr: "des notes", en: "notes" },
  source: "https://notebook.example/docker",
  image: "notebook/notebook:1.2.3",
  supportedVersions: ["1"],
  upgrades: "free",
  port: 80,
  needs: { memory: { usual: 64, least: 32 }, disk: 1 },
  dataDirectories: { pages: { path: "/pages", owner: 33 } },
  env: () => ({}),
  secrets: () => ({}),
  mail: "none",
  health: { path: "/", startSeconds: 5 },
  backup: { directories: ["pages"], database: false },
  triedInSandbox: false,
});

it("completes what a definition leaves out", () => {
  const { id, title, about, source, image, mail, backup } = notebook;
  expect(factsOf(notebook)).toEqual({
    ...{ id, title, about, source, image, mail, backup },
    ...{ supportedVersions: ["1"], upgrades: "free", triedInSandbox: false },
    written: '{ app: "notebook", at: "notebook" }',
    beside: {},
    ...{ database: "none", extensions: [], keepsDatabasePassword: false },
    ...{ memory: { usual: 64, least: 32 }, disk: 1, uploads: 64 },
    directories: {
      pages: { folder: "/srv/<name>/notebook/pages", editable: false },
    },
    ...{ adminName: "epicier", updatedBy: "epicier" },
    ...{ jobs: {}, cron: {}, takesCron: false },
  });
});

it("has what its other containers have, and when its commands run", () => {
  const worker = {
    ...{ memoryShare: 0.5, health: { command: ["true"], startSeconds: 1 } },
    dataDirectories: { queue: { path: "/queue", owner: 33, editable: true } },
  };
  const facts = factsOf({
    ...notebook,
    services: { worker, redis: { ...worker, image: "redis:8.2.1" } },
    jobs: { migrate: { when: "before", command: ["migrate"] } },
    cron: { nightly: { schedule: "03:15", command: ["tidy"] } },
    updatesItself: true,
  });
  expect(facts).toMatchObject({
    beside: { redis: "redis:8.2.1" },
    directories: {
      pages: { editable: false },
      queue: { folder: "/srv/<name>/notebook/queue", editable: true },
    },
    jobs: { migrate: { when: "before" } },
    cron: { nightly: { schedule: "03:15", timeoutMinutes: 60 } },
    updatedBy: "itself",
  });
  expect(facts.beside).not.toHaveProperty("worker");
});

it("names the administrator in words of the association's file", () => {
  const names = [catalog.mobilizon, catalog.paheko, catalog.roundcube].map(
    (app) => factsOf(app).adminName,
  );
  expect(names).toEqual(["epicier@<at>.<domain>", "<contact>", null]);
});

it("has every app of the catalog, as plain data", () => {
  const facts = appFacts();
  expect(facts.map(({ id }) => id)).toEqual(Object.keys(catalog));
  expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
});
