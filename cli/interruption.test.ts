import { messagesFor } from "../messages/messages";
import { listenForInterruption } from "./interruption";
import { Output } from "./output";

describe("Ctrl-C", () => {
  let said = "";
  const stream = { write: (text: string) => (said += text) };
  const output = new Output(stream, stream, false);
  const exit = jest
    .spyOn(process, "exit")
    .mockImplementation(() => undefined as never);
  afterAll(() => exit.mockRestore());

  it("asks for an end the first time and quits the second", () => {
    const { signal, stop } = listenForInterruption(output, messagesFor("fr"));
    expect(signal.aborted).toBe(false);
    process.emit("SIGINT");
    expect(signal.aborted).toBe(true);
    expect(said).toContain("Ctrl-C encore une fois");
    expect(exit).not.toHaveBeenCalled();
    process.emit("SIGINT");
    expect(exit).toHaveBeenCalledWith(130);
    stop();
  });

  it("is left to Node once the command has ended", () => {
    const before = process.listenerCount("SIGINT");
    const { stop } = listenForInterruption(output, messagesFor("fr"));
    expect(process.listenerCount("SIGINT")).toBe(before + 1);
    stop();
    expect(process.listenerCount("SIGINT")).toBe(before);
  });
});
