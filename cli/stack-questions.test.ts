import { type Model, modelOf } from "../infra/model/model";
import { ProblemsError } from "../infra/model/problems";
import { loadModel } from "../infra/stack-files";
import { messagesFor } from "../messages/messages";
import type { Refusal } from "./refusal";
import { type Answers, stackInput } from "./stack-answers";
import { stackFileText } from "./stack-file";
import { completeAnswers, interview } from "./stack-questions";

const messages = messagesFor("en");
const model = loadModel();

/** Answers the questions one after the other; what was asked and said is in `heard`. */
async function answer(
  typed: readonly string[],
  given: Answers = {},
  on: Model = model,
): Promise<{ answers: Answers; heard: string[] }> {
  const rest = [...typed];
  const heard: string[] = [];
  const ask = (question: string): Promise<string> => {
    heard.push(question);
    const next = rest.shift();
    return next === undefined
      ? Promise.reject(new Error(`no answer left for: ${question}`))
      : Promise.resolve(next);
  };
  const say = (line: string): void => void heard.push(line);
  const answers = await interview({ ask, say, messages }, on, "le-parc", given);
  expect(rest).toEqual([]);
  return { answers, heard };
}

describe("the questions of new", () => {
  it("make a whole association", async () => {
    const { answers, heard } = await answer([
      "Le Parc",
      "contact@le-parc.example",
      "le-parc.example",
      "wordpress, wordpress@blog",
      "contact tresorerie",
      "",
    ]);
    expect(answers).toEqual({
      displayName: "Le Parc",
      contact: "contact@le-parc.example",
      domain: "le-parc.example",
      apps: [
        { app: "wordpress", at: "www" },
        { app: "wordpress", at: "blog", name: "wordpress-blog" },
      ],
      mailboxes: ["contact", "tresorerie"],
      size: "small",
    });
    expect(heard).toHaveLength(6);
    expect(heard.at(-1)).toBe(
      "Its size, one of: small (disk of 10 GB), medium (disk of 50 GB) and large (disk of 200 GB) [small]: ",
    );
    expect(await stackFileText(stackInput("le-parc", answers))).toContain(
      'mailboxes: ["contact", "tresorerie"],',
    );
  });

  it("are asked again, with the reason, until the answer is right", async () => {
    const { answers, heard } = await answer([
      "",
      "Le Parc",
      "nobody",
      "a@le-parc.example",
      "les-amis.example",
      "le-parc.example",
      "wordpres",
      "",
      "",
      "huge",
      "large",
    ]);
    expect(heard.filter((line) => line.startsWith("  → "))).toEqual([
      "  → this is not a name that can be read. Write the name that people read, on one line of at most 100 characters.",
      "  → this is not an e-mail address. Without accents, for example: bureau@les-amis.example.",
      "  → this domain is already that of stacks/les-amis.ts. A domain belongs to one association only: change one of the two.",
      expect.stringMatching(
        /^ {2}→ the catalog has no such app\. Did you mean wordpress\? Choose among: /,
      ),
      "  → there is no such value. Choose among: small, medium and large.",
    ]);
    expect(stackInput("le-parc", answers)).toEqual({
      name: "le-parc",
      displayName: "Le Parc",
      contact: "a@le-parc.example",
      domain: "le-parc.example",
      size: "large",
    });
  });

  it("leave out what was given", async () => {
    const given = {
      displayName: "Le Parc",
      domain: "le-parc.example",
      apps: [],
      mailboxes: [],
    };
    const { heard } = await answer(["a@le-parc.example", ""], given);
    expect(heard[0]).toBe("The address of somebody who answers: ");
    expect(heard).toHaveLength(2);
  });

  describe("on a platform with several servers", () => {
    const given = {
      ...{ displayName: "Le Parc", contact: "a@le-parc.example" },
      ...{ domain: "le-parc.example", mailboxes: [] },
      apps: [{ app: "php-site" as const, at: "www" }],
    };
    const platform = (servers: object, full: readonly string[]): Model => {
      const prod = {
        ...{ displayName: "Hôte", contact: "a@hote.example" },
        ...{ domain: "hote.example", region: "GRA11", sshFrom: [], servers },
        project: "c0ffee00c0ffee00c0ffee00c0ffee00",
      };
      const big = (server: string) => ({
        ...{
          name: `plein-${server}`,
          displayName: "X",
          contact: "a@x.example",
        },
        ...{ domain: `${server}.example`, server },
        apps: [{ app: "php-site", at: "www", memory: 1200 }],
      });
      const inputs: [string, unknown][] = full.map((server) => [
        `plein-${server}`,
        big(server),
      ]);
      const all: [string, unknown][] = [["prod", prod], ...inputs];
      return modelOf(
        new Map(all.map(([name, input]) => [name, { input, problems: [] }])),
      );
    };
    const [one, two] = [{ flavor: "d2-2" }, { flavor: "d2-2" }];
    const apart = { flavor: "d2-4", dedicatedTo: "les-amis" };

    it("offer those that are open to it, and choose the only one", async () => {
      const both = platform({ un: one, deux: two, seul: apart }, ["un"]);
      const { heard } = await answer(["small", "deux"], given, both);
      expect(heard.at(-1)).toBe(
        "Its server, one of: un (32 MB left) and deux (1232 MB left): ",
      );
      const alone = platform({ un: one, seul: apart }, []);
      expect((await answer(["small"], given, alone)).heard).toHaveLength(1);
    });

    it("end when no answer could be right, for lack of room", async () => {
      const full = platform({ un: one, deux: two }, ["un", "deux"]);
      await expect(answer(["small", "un"], given, full)).rejects.toBeInstanceOf(
        ProblemsError,
      );
      const alone = platform({ un: one, seul: apart }, ["un"]);
      await expect(answer(["small"], given, alone)).rejects.toBeInstanceOf(
        ProblemsError,
      );
    });

    it("without a terminal name the servers, and one with room in the example", async () => {
      const both = platform({ un: one, deux: two }, ["un"]);
      const context = { messages } as never;
      Object.assign(process.stdin, { isTTY: false });
      const error: unknown = await completeAnswers(
        context,
        both,
        "le-parc",
        given,
      ).catch((thrown: unknown) => thrown);
      expect((error as Refusal).say(messages)).toEqual([
        "Without a terminal to ask on, these are missing: --server.",
        "Servers: un (32 MB left) and deux (1232 MB left).",
        expect.stringMatching(/^For example: .* --server deux$/),
      ]);
    });
  });
});
