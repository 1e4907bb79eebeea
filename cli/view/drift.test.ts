import { messagesFor } from "../../messages/messages";
import { driftLines, driftOf } from "./drift";
import { MAILBOX, RECORD, step, VOLUME } from "./testing";

describe("drift", () => {
  it("is what a refresh found changed or gone", () => {
    const drift = driftOf([
      step("same", VOLUME, "les-amis"),
      step("refresh", VOLUME, "prod"),
      step("update", RECORD, "www", { changed: ["target", "ttl"] }),
      step("delete", MAILBOX, "contact"),
      step("update", "pulumi:providers:ovh", "default"),
    ]);
    expect(driftLines(drift, messagesFor("fr"))).toEqual([
      "2 ressources ne sont plus comme nous les avions laissées :",
      "  enregistrement DNS www : a changé : target, ttl",
      "  boîte mail contact : a disparu",
    ]);
    expect(driftLines(drift.slice(0, 1), messagesFor("en"))).toEqual([
      "1 resource is no longer as we left it:",
      "  DNS record www: has changed: target, ttl",
    ]);
  });

  it("is denied when there is none", () => {
    expect(driftLines([], messagesFor("en"))).toEqual([
      "No drift: reality is what we know.",
    ]);
  });
});
