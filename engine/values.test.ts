import { containsSecret, decode, encode, markSecrets, secret } from "./values";

// Source: pulumi/pulumi, sdk/go/common/resource/properties.go.
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

describe("a secret inside a secret", () => {
  const turned = (text: string): string => [...text].reverse().join("");
  const key = { connection: { key: secret("k"), user: "u" } };

  it("stays one under the program's own mark", () => {
    const program = { connection: secret({ key: "k", user: "u" }) };
    const marked = markSecrets(key, program, []) as typeof program;
    expect(containsSecret(marked.connection.value)).toBe(true);
    const outputs = { connection: { key: "k", user: "u" } };
    expect(markSecrets(outputs, marked, [])).toEqual(marked);
  });

  it("stays one in the state, in the form of the standard CLI: encrypted once", () => {
    const marked = markSecrets(key, { connection: secret({}) }, []);
    const stored = encode(marked, "", turned) as {
      connection: { ciphertext: string };
    };
    expect(JSON.parse(turned(stored.connection.ciphertext))).toEqual({
      key: { [SIGNATURE]: SECRET, ciphertext: '"k"' },
      user: "u",
    });
    expect(decode(stored, "", turned)).toEqual(marked);
  });
});
