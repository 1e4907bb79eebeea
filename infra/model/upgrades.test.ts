import { catalog } from "../../apps-catalog/catalog";
import type { AppDefinition } from "../../apps-catalog/define-app";
import { refusedUpgrades } from "./upgrades";

function refused(definition: AppDefinition, image: string) {
  const name = definition.id;
  const apps = [{ name, definition }] as never;
  const running = new Map([[`les-amis-${name}`, image]]);
  return refusedUpgrades({ name: "les-amis", apps }, running);
}

it("lets no app go back to an older version", () => {
  expect(refused(catalog.kanboard, "kanboard/kanboard:v9.0.0")).toMatchObject([
    { app: "kanboard", from: "v9.0.0", oneMajor: false },
  ]);
});

it("says nothing of an app that its image does not update", () => {
  expect(refused(catalog.wordpress, "wordpress:9.0.0-php8.3-apache")).toEqual(
    [],
  );
});
