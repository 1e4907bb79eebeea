import { isLanguage, LANGUAGES, messagesFor } from "./messages";

/** Every sentence of a catalogue by its path, each called with recognisable arguments. */
function sentences(value: unknown, path = ""): [string, unknown][] {
  if (typeof value === "function") {
    const parameters = [["ARG1"], ["ARG2"], ["ARG3"], ["ARG4"], ["ARG5"]].slice(
      0,
      value.length,
    );
    const call = value as (...values: unknown[]) => unknown;
    return [
      [
        path,
        call(...parameters.map(([text]) => stringOrNumber(path, text ?? ""))),
      ],
    ];
  }
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, child]) =>
    sentences(child, path ? `${path}.${key}` : key),
  );
}

/** Texts, numbers and lists at once: what a sentence does with a parameter is no concern here. */
function stringOrNumber(path: string, text: string): unknown {
  if (/^words\.(list)/.test(path)) return [text, "b"];
  if (/^words\.(duration|bytes)/.test(path)) return 12;
  return text;
}

// The model's sentences are tested where its rules are.
const areas = [
  "apps",
  "cli",
  "creation",
  "demo",
  "dns",
  "doctor",
  "explain",
  "help",
  "mail",
  "plan",
  "policies",
  "progress",
  "sandbox",
  "sites",
  "words",
] as const;

describe("the catalogue", () => {
  const [fr, en] = (["fr", "en"] as const).map((language) => {
    const messages = messagesFor(language);
    return new Map(areas.flatMap((area) => sentences(messages[area], area)));
  });

  it("has the same sentences in both languages", () => {
    expect([...(en?.keys() ?? [])].sort()).toEqual(
      [...(fr?.keys() ?? [])].sort(),
    );
    expect(fr?.size).toBeGreaterThan(150);
  });

  it("leaves no sentence empty and no fact out in only one language", () => {
    const facts = (text: unknown) =>
      (JSON.stringify(text).match(/ARG\d/g) ?? []).sort();
    for (const [path, french] of fr ?? []) {
      expect([path, JSON.stringify(french).length > 2]).toEqual([path, true]);
      expect([path, facts(en?.get(path))]).toEqual([path, facts(french)]);
    }
  });

  it("says times and sizes as each language writes them", () => {
    const [french, english] = LANGUAGES.map(
      (language) => messagesFor(language).words,
    );
    expect(
      [0.44, 9.97, 59.4, 185].map((seconds) => french?.duration(seconds)),
    ).toEqual(["0,4 s", "10 s", "59 s", "3 min 05 s"]);
    expect(english?.duration(0.44)).toBe("0.4 s");
    expect(french?.bytes(3.5 * 1024 ** 3)).toBe("3,5 GiB");
    expect(french?.list(["a", "b", "c"])).toBe("a, b et c");
    expect(english?.list(["a"])).toBe("a");
  });

  it("knows its languages", () => {
    expect([isLanguage("fr"), isLanguage("de")]).toEqual([true, false]);
  });
});
