import { Output } from "./output";

function streams(isTTY = false) {
  const written = { results: "", errors: "" };
  const results = {
    isTTY,
    write: (text: string) => (written.results += text),
  };
  const errors = { isTTY, write: (text: string) => (written.errors += text) };
  return { results, errors, written };
}

describe("what a command says", () => {
  it("goes to standard output, errors to standard error", () => {
    const { results, errors, written } = streams();
    const output = new Output(results, errors, false);
    output.line("bonjour");
    output.error("aïe");
    expect(written).toEqual({ results: "bonjour\n", errors: "aïe\n" });
  });

  it("leaves standard output to the result when that is JSON", () => {
    const { results, errors, written } = streams();
    const output = new Output(results, errors, true);
    output.line("en cours");
    output.json({ ok: true });
    expect(JSON.parse(written.results)).toEqual({ ok: true });
    expect(written.errors).toBe("en cours\n");
  });

  it("stands in columns as wide as their widest cell", () => {
    const { results, errors, written } = streams();
    new Output(results, errors, false).table([
      ["pile", "nom"],
      ["les-amis", ""],
    ]);
    expect(written.results).toBe("pile      nom\nles-amis\n");
  });

  it("has no live line where lines stay", () => {
    const { results, errors, written } = streams();
    new Output(results, errors, false).status("en cours");
    expect(written.results).toBe("");
  });

  it("puts a line above the live one on a terminal", () => {
    const { results, errors, written } = streams(true);
    const output = new Output(results, errors, false);
    output.status("en cours");
    output.error("aïe");
    output.status("");
    output.line("fini");
    const erase = "\r\u001b[2K";
    expect(written.results).toBe(
      `${erase}en cours${erase}en cours${erase}fini\n`,
    );
    expect(written.errors).toBe("aïe\n");
  });
});
