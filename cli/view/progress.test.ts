import { messagesFor } from "../../messages/messages";
import { Output } from "../output";
import { ProgressView } from "./progress";

function viewAt(isTTY = false) {
  let written = "";
  let clock = 0;
  const stream = { isTTY, write: (text: string) => (written += text) };
  const view = new ProgressView(
    new Output(stream, stream, false),
    messagesFor("fr"),
    () => clock,
  );
  return {
    view,
    said: () => {
      const text = written;
      written = "";
      return text;
    },
    wait: (seconds: number) => {
      clock += seconds * 1000;
      view.tick();
    },
  };
}

describe("progress where lines stay", () => {
  it("tells a short step once, when it ends", () => {
    const { view, said, wait } = viewAt();
    view.start("a", "création : volume");
    wait(0.5);
    expect(said()).toBe("");
    view.end("a", (time) => `création : volume (${time})`);
    expect(said()).toBe("  création : volume (0,5 s)\n");
    view.stop();
  });

  it("announces a long step, then says every ten seconds what it waits for", () => {
    const { view, said, wait } = viewAt();
    view.start("a", "création : serveur");
    wait(1.5);
    expect(said()).toBe("  création : serveur …\n");
    view.detail("a", "cloud-init");
    wait(5);
    expect(said()).toBe("");
    wait(5);
    expect(said()).toBe(
      "  12 s · en cours : création : serveur (cloud-init)\n",
    );
    wait(5);
    expect(said()).toBe("");
    wait(5);
    expect(said()).toBe(
      "  22 s · en cours : création : serveur (cloud-init)\n",
    );
    view.end("a", (time) => `création : serveur (${time})`, 61);
    expect(said()).toBe("  création : serveur (1 min 01 s)\n");
    view.stop();
  });

  it("names three running steps and counts the rest", () => {
    const { view, said, wait } = viewAt();
    for (const name of ["un", "deux", "trois", "quatre", "cinq"])
      view.start(name, name);
    wait(2);
    said();
    wait(10);
    expect(said()).toBe("  12 s · en cours : un, deux, trois, +2\n");
    view.stop();
  });
});

describe("progress on a terminal", () => {
  it("keeps the running steps on a live last line, below what has ended", () => {
    const { view, said, wait } = viewAt(true);
    view.start("a", "serveur");
    view.start("b", "volume");
    said();
    wait(2);
    expect(said()).toBe("\r\u001b[2K  2,0 s · en cours : serveur, volume");
    view.end("b", (time) => `volume (${time})`);
    expect(said()).toBe(
      "\r\u001b[2K  volume (2,0 s)\n  2,0 s · en cours : serveur, volume\r\u001b[2K  2,0 s · en cours : serveur",
    );
    view.stop();
    expect(said()).toBe("\r\u001b[2K");
  });
});
