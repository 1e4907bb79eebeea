import { MINUTE, demo, browser, trial } from "./online";
import { visit } from "./browser";
import { epicerie, settings } from "./world";

export function theDemo(): void {
  describe("the demo", () => {
    it("ends with a summary in French and an address for a browser", () => {
      expect(demo.text).toMatch(
        /http:\/\/www\.les-amis\.example\.localhost:\d+/,
      );
    });

    it("is like any up, which ends with its addresses", () => {
      expect(trial.text).toMatch(
        /http:\/\/www\.atelier-velo\.example\.localhost:\d+/,
      );
    });

    it(
      "shows the association's site at that address to any browser of this machine",
      async () => {
        const address =
          /http:\/\/www\.les-amis\.example\.localhost:\d+/.exec(
            demo.text,
          )?.[0] ?? "";
        expect(await visit(browser, address)).toContain("Les Amis du Quartier");
      },
      MINUTE,
    );

    it(
      "finds nothing to do the second time",
      async () => {
        const again = await epicerie(["demo", ...settings]);
        expect(again.code).toBe(0);
        const preview = await epicerie([
          "preview",
          "les-amis",
          "--json",
          ...settings,
        ]);
        const { changes } = JSON.parse(preview.text) as {
          changes: Record<string, number>;
        };
        // A reference to another stack is read each time.
        expect(Object.keys(changes).sort()).toEqual(["read", "same"]);
      },
      2 * MINUTE,
    );
  });
}
