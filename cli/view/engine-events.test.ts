import type { EngineEvent } from "../../engine/engine";
import { messagesFor } from "../../messages/messages";
import { Output } from "../output";
import { tellEngine } from "./engine-events";
import { ProgressView } from "./progress";
import { SERVER, VOLUME } from "./testing";

const urn = (type: string, name: string) =>
  `urn:pulumi:prod::epicerie::${type}::${name}`;

function tell(...events: EngineEvent[]): string {
  let said = "";
  const stream = { write: (text: string) => (said += text) };
  const messages = messagesFor("fr");
  const view = new ProgressView(
    new Output(stream, stream, false),
    messages,
    () => 0,
  );
  events.forEach(tellEngine(view, messages));
  view.stop();
  return said;
}

describe("the engine's events", () => {
  const server = {
    urn: urn(SERVER, "commun-1"),
    type: SERVER,
    op: "create",
  } as const;

  it("are told in the reader's words, with the time that the engine measured", () => {
    const volume = {
      urn: urn(VOLUME, "les-amis"),
      type: VOLUME,
      op: "replace",
    } as const;
    expect(
      tell(
        { kind: "step-start", ...server },
        { kind: "step-start", ...volume },
        { kind: "step-done", ...volume, seconds: 0.31 },
        { kind: "step-failed", ...server, seconds: 72, message: "quota" },
      ),
    ).toBe(
      "  remplacement : disque (volume) les-amis (0,3 s)\n  ÉCHEC, création : serveur commun-1 (après 1 min 12 s)\n",
    );
  });

  it("say nothing of components, providers and what only reads", () => {
    const component = {
      urn: urn("epicerie:components:Server", "commun-1"),
      type: "epicerie:components:Server",
      op: "create",
    } as const;
    const read = { ...server, op: "refresh" } as const;
    expect(
      tell(
        { kind: "step-start", ...component },
        { kind: "step-done", ...component, seconds: 0 },
        { kind: "step-start", ...read },
        { kind: "step-done", ...read, seconds: 20 },
        { kind: "log", severity: "info", message: "hello" },
        { kind: "summary", ok: true, changes: {}, seconds: 1 },
      ),
    ).toBe("");
  });
});
