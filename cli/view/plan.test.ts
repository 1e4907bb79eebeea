import { messagesFor } from "../../messages/messages";
import { changeLines, countsLine, countSteps } from "./plan";
import { MAILBOX, SERVICE, step } from "./testing";

const APP = "epicerie:components:App";
const SECRET = "docker:index/secret:Secret";
const app = step("create", APP, "les-amis-wordpress");
const inApp = { parent: app.urn };

describe("the plan", () => {
  it("gives a component that is wholly new one line", () => {
    const steps = [
      app,
      step("create", `${APP}$${SERVICE}`, "les-amis-wordpress", inApp),
      step("create", `${APP}$${SECRET}`, "les-amis-wordpress-db", inApp),
    ];
    expect(changeLines(steps, messagesFor("fr"))).toEqual([
      "  + application les-amis-wordpress (2 ressources)",
    ]);
    expect(changeLines(steps, messagesFor("en"))).toEqual([
      "  + app les-amis-wordpress (2 resources)",
    ]);
  });

  it("lists what changes in a component that stays", () => {
    const same = { ...app, operation: "same" as const };
    const changed = [
      "taskSpec.resources.limits.memoryBytes",
      "a",
      "b",
      "c",
      "d",
    ];
    const steps = [
      same,
      step("update", `${APP}$${SERVICE}`, "les-amis-wordpress", {
        ...inApp,
        changed,
      }),
      step("replace", `${APP}$${SECRET}`, "les-amis-wordpress-db", {
        ...inApp,
        changed: ["data", "name"],
        replacing: ["data"],
      }),
    ];
    expect(changeLines(steps, messagesFor("fr"))).toEqual([
      "    application les-amis-wordpress",
      "      ~ modification : service d'une application les-amis-wordpress (change : taskSpec.resources.limits.memoryBytes, a, b, c, …)",
      "      ± remplacement : secret d'une application les-amis-wordpress-db (change : data)",
    ]);
  });

  it("finds the component above a resource that hangs below another resource", () => {
    const service = step(
      "create",
      `${APP}$${SERVICE}`,
      "les-amis-wordpress",
      inApp,
    );
    const below = step("create", `${APP}$${SERVICE}$${SECRET}`, "deep", {
      parent: service.urn,
    });
    expect(changeLines([app, service, below], messagesFor("en"))).toEqual([
      "  + app les-amis-wordpress (2 resources)",
    ]);
  });

  it("shows a resource outside of any component by itself", () => {
    expect(
      changeLines([step("delete", MAILBOX, "contact")], messagesFor("en")),
    ).toEqual(["  - mailbox contact"]);
  });

  it("says nothing of what stays and of bookkeeping", () => {
    const steps = [
      step("same", MAILBOX, "contact"),
      step("create", "pulumi:providers:docker", "default"),
      app,
    ];
    expect(changeLines(steps, messagesFor("fr"))).toEqual([]);
  });

  it("counts resources of vendors only", () => {
    const steps = [
      app,
      step("create", MAILBOX, "a"),
      step("same", MAILBOX, "b"),
      step("read", MAILBOX, "c"),
      step("update", MAILBOX, "d"),
      step("replace", MAILBOX, "e"),
      step("delete", MAILBOX, "f"),
      step("import", MAILBOX, "g"),
      step("create", "pulumi:providers:ovh", "default"),
    ];
    const counts = countSteps(steps);
    expect(counts).toEqual({
      create: 2,
      update: 1,
      replace: 1,
      delete: 1,
      same: 2,
    });
    expect(countsLine(counts, messagesFor("fr"))).toBe(
      "2 à créer · 1 à modifier · 1 à remplacer · 1 à supprimer · 2 inchangées",
    );
    expect(countsLine({ ...counts, same: 1 }, messagesFor("fr"))).toMatch(
      / 1 inchangée$/,
    );
  });
});
