import { messagesFor } from "../../messages/messages";
import type { PlannedStep } from "./planned-step";
import { MAILBOX, RECORD, SERVER, SERVICE, step, VOLUME } from "./testing";
import { judge, verdictLines } from "./verdict";

const linesOf = (language: "fr" | "en", ...steps: PlannedStep[]) =>
  verdictLines(judge(steps), "Les Amis du Quartier", messagesFor(language));

describe("the verdict", () => {
  it("is green for creations, whatever they are", () => {
    const steps = [
      step("create", VOLUME, "les-amis"),
      step("create", MAILBOX, "contact"),
    ];
    expect(judge(steps).color).toBe("green");
    expect(linesOf("fr", ...steps)).toEqual([
      "VERT · Aucune donnée n'est en danger.",
    ]);
    expect(linesOf("en", ...steps)).toEqual([
      "GREEN · Nobody's data is at risk.",
    ]);
  });

  it("says when there is nothing to do", () => {
    const steps = [
      step("same", VOLUME, "les-amis"),
      step("read", "pulumi:pulumi:StackReference", "prod"),
    ];
    expect(linesOf("fr", ...steps)).toEqual([
      "VERT · Rien à faire : tout est déjà comme le code le demande.",
    ]);
    expect(linesOf("en", ...steps)).toEqual([
      "GREEN · Nothing to do: everything is already as the code asks.",
    ]);
  });

  it("is green for a volume that grows in place", () => {
    expect(
      judge([step("update", VOLUME, "les-amis", { changed: ["size"] })]).color,
    ).toBe("green");
  });

  it("is red for data that would be deleted or replaced, and names whose and why", () => {
    const steps = [
      step("replace", VOLUME, "les-amis", { replacing: ["region"] }),
      step("delete", MAILBOX, "les-amis-contact", { isProtected: true }),
      step("create", RECORD, "www"),
    ];
    expect(judge(steps).color).toBe("red");
    expect(linesOf("fr", ...steps)).toEqual([
      "ROUGE · Des données de Les Amis du Quartier seraient détruites :",
      "  ! disque (volume) « les-amis » : remplacement, l'ancien contenu disparaît (à cause de : region)",
      "  ! boîte mail « les-amis-contact » : suppression, avec tout son contenu (protégé : l'opération sera refusée)",
    ]);
    expect(linesOf("en", ...steps)).toEqual([
      "RED · Data of Les Amis du Quartier would be destroyed:",
      '  ! volume "les-amis": replacement, what the old one holds is lost (because of: region)',
      '  ! mailbox "les-amis-contact": deletion, with all that it holds (protected: the operation will be refused)',
    ]);
  });

  it("is red for a database that a script made, and calls it one", () => {
    const parent =
      "urn:pulumi:les-amis::epicerie::epicerie:components:Database::les-amis-blog";
    const name = "les-amis-blog-database";
    const planned = step("delete", "command:remote:Command", name, { parent });
    expect(linesOf("fr", planned)).toEqual([
      "ROUGE · Des données de Les Amis du Quartier seraient détruites :",
      `  ! base de données « ${name} » : suppression, avec tout son contenu`,
    ]);
    const other = step("delete", "command:remote:Command", "x-published");
    expect(judge([other]).color).toBe("green");
  });

  it("is red for such a database whose script is replaced, which would drop it", () => {
    const parent =
      "urn:pulumi:les-amis::epicerie::epicerie:components:Database::les-amis-blog";
    const anew = step("replace", "command:remote:Command", "les-amis-blog", {
      parent,
      replacing: ["triggers"],
    });
    expect(judge([anew]).color).toBe("red");
  });

  it("is red for a snapshot that goes, and not for the copy that showed it", () => {
    const type =
      "ovh:index/cloudStorageBlockVolumeSnapshot:CloudStorageBlockVolumeSnapshot";
    expect(linesOf("fr", step("delete", type, "les-amis-avant"))).toEqual([
      "ROUGE · Des données de Les Amis du Quartier seraient détruites :",
      "  ! instantané « les-amis-avant » : suppression, avec tout son contenu",
    ]);
    const copy = `urn:pulumi:les-amis::epicerie::epicerie:components:Volume$epicerie:components:VolumeSnapshot$${VOLUME}::les-amis-avant`;
    const closed = { ...step("delete", VOLUME, "les-amis-avant"), urn: copy };
    expect(judge([closed]).color).toBe("green");
  });

  it.each([
    [
      "what is protected, whatever it is",
      step("delete", SERVICE, "les-amis-blog", { isProtected: true }),
    ],
    [
      "a server that is replaced",
      step("replace", SERVER, "commun-1", { replacing: ["userData"] }),
    ],
    [
      "a bucket that is deleted",
      step("delete", "ovh:CloudProject/storage:Storage", "les-amis-backups"),
    ],
    [
      "a database that is deleted",
      step(
        "delete",
        "ovh:Hosting/privateDatabaseDb:PrivateDatabaseDb",
        "les-amis",
      ),
    ],
    [
      "a zone that would be terminated",
      step("delete", "ovh:Domain/zone:Zone", "les-amis.example"),
    ],
  ])("is red for %s", (_, planned) => {
    expect(judge([planned]).color).toBe("red");
  });

  it.each([
    [
      "a service that is replaced",
      step("replace", SERVICE, "les-amis-wordpress"),
    ],
    ["a record that is deleted", step("delete", RECORD, "www")],
    [
      "a server that is resized",
      step("update", SERVER, "commun-1", { changed: ["flavorName"] }),
    ],
  ])("is orange for %s", (_, planned) => {
    expect(judge([planned]).color).toBe("orange");
    expect(linesOf("en", planned)[0]).toMatch(
      /^ORANGE · Nobody's data is at risk, but service may be interrupted: /,
    );
  });

  it("is green for what leaves the state and stays in reality", () => {
    expect(
      judge([step("delete", VOLUME, "les-amis", { isRetained: true })]).color,
    ).toBe("green");
  });

  it("does not count components: what they hold is judged", () => {
    expect(
      judge([step("delete", "epicerie:components:Volume", "les-amis")]).color,
    ).toBe("green");
  });
});
