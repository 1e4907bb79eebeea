import { PartialFailure } from "../engine/provider";
import { dkimKind } from "./dkim";
import { type Call, type Reply, withMailApi } from "./testing";

const PATH = "/email/domain/les-amis.example/dkim";
const inputs = { domain: "les-amis.example" };

/** As OVH tells them: whole lines, the second one first. */
const selectors = (status: string) =>
  [2, 1].map((number) => {
    const name = `ovhmo-selector-${number}`;
    const target = `${name}._domainkey.12345${number}.aj.dkim.mail.ovh.net.`;
    const cname = `${name}._domainkey.les-amis.example CNAME ${target}`;
    return { selectorName: name, status, cname };
  });

/** A domain whose DKIM has these states, one after the other at each look; the last one for ever. */
function domainWith(
  states: string[],
  { autoconfig = true, set = "set", busy = 0 } = {},
) {
  let refusals = busy;
  return ({ method }: Call): Reply => {
    if (method === "PUT")
      return refusals-- > 0 ? { status: 409 } : { status: 200, body: {} };
    const status = states.length > 1 ? states.shift() : states[0];
    if (status === "none") return { status: 404 };
    const body = { status, autoconfig, selectors: selectors(set) };
    return { status: 200, body };
  };
}

const target = (number: number) =>
  `ovhmo-selector-${number}._domainkey.12345${number}.aj.dkim.mail.ovh.net.`;
const made = {
  id: "les-amis.example",
  inputs,
  more: {
    selectors: [
      { name: "ovhmo-selector-1", target: target(1) },
      { name: "ovhmo-selector-2", target: target(2) },
    ],
  },
};

describe("DKIM", () => {
  it.each<[string, string[], number, string[]]>([
    ["disabled", ["disabled", "modifying", "enabled"], 0, ["enable"]],
    // OVH's answer for some seconds, before it is enabled.
    [
      "disabled, and said to be so again",
      ["disabled", "modifying", "disabled", "disabled", "enabled"],
      0,
      ["enable"],
    ],
    ["enabled already", ["enabled"], 0, []],
    ["being enabled", ["modifying", "enabled"], 0, []],
    ["in error", ["error", "modifying", "enabled"], 0, ["enable"]],
    [
      "busy with something else",
      ["disabled", "disabled", "modifying", "enabled"],
      1,
      ["enable", "enable"],
    ],
  ])("that is %s is enabled", (_what, states, busy, asked) =>
    withMailApi(domainWith(states, { busy }), async (api, changes) => {
      expect(await dkimKind.create(api, inputs)).toEqual(made);
      expect(changes()).toEqual(asked.map((one) => `PUT ${PATH}/${one}`));
    }),
  );

  it("is asked for once, though the answer was lost", () => {
    const replies: Reply[] = ["nothing", { status: 409 }];
    const answer = domainWith(["disabled", "modifying", "enabled"]);
    const replyTo = (call: Call): Reply =>
      call.method === "PUT" ? (replies.shift() ?? "nothing") : answer(call);
    return withMailApi(replyTo, async (api, changes) => {
      expect(await dkimKind.create(api, inputs)).toEqual(made);
      expect(changes()).toHaveLength(2);
    });
  });

  it.each([
    [false, "toSet", "its zone is not at OVH, or in another account"],
    [true, "toFix", "something else stands at their names"],
  ])(
    "fails where OVH cannot publish its keys (autoconfig %s, %s), and tells them",
    (autoconfig, set, cause) =>
      withMailApi(
        domainWith(["disabled"], { autoconfig, set }),
        async (api, _changes, { slept }) => {
          await expect(dkimKind.create(api, inputs)).rejects.toThrow(
            `OVH cannot publish the keys that sign the mail of les-amis.example: ${cause}. Its zone must have: ` +
              `ovhmo-selector-1._domainkey.les-amis.example CNAME ${target(1)}; ` +
              `ovhmo-selector-2._domainkey.les-amis.example CNAME ${target(2)}`,
          );
          expect(slept.reduce((sum, ms) => sum + ms)).toBeLessThan(60_000);
        },
      ),
  );

  it("fails when OVH does, and when the domain has no mail service", async () => {
    await withMailApi(domainWith(["disabled", "error"]), async (api) => {
      await expect(dkimKind.create(api, inputs)).rejects.toThrow(
        "OVH could not set up the signature of the mail of les-amis.example",
      );
    });
    await withMailApi(domainWith(["none"]), async (api) => {
      await expect(dkimKind.create(api, inputs)).rejects.toThrow(
        "OVH has no mail service for les-amis.example",
      );
    });
  });

  it("is kept in the state when half an hour was too short, and waited for again", () =>
    withMailApi(domainWith(["disabled", "modifying"]), async (api) => {
      const lost = dkimKind.create(api, inputs);
      await expect(lost).rejects.toBeInstanceOf(PartialFailure);
      const again = dkimKind.update(api, "les-amis.example", {}, inputs);
      await expect(again).rejects.toBeInstanceOf(PartialFailure);
    }));

  it.each([
    ["enabled", made],
    ["modifying", made],
    ["disabled", undefined],
    ["none", undefined],
  ])("that is %s is read as such, by its domain", (status, expected) =>
    withMailApi(domainWith([status]), async (api) => {
      const found = await dkimKind.read(api, "les-amis.example", {});
      expect(found).toEqual(expected);
    }),
  );

  it.each<[string[], string[]]>([
    [["enabled", "modifying", "disabled"], ["disable"]],
    [["modifying", "enabled", "modifying", "disabled"], ["disable"]],
    [["disabled"], []],
    [["none"], []],
  ])("that is %j is disabled when it is deleted", (states, asked) =>
    withMailApi(domainWith(states), async (api, changes) => {
      await dkimKind.delete(api, "les-amis.example", {});
      expect(changes()).toEqual(asked.map((one) => `PUT ${PATH}/${one}`));
    }),
  );
});
