import { beneficiaryWith } from "./testing";

/** What is wrong with an association's records. */
function problemsOf(records: readonly object[], mailboxes = ["contact"]) {
  const { problems } = beneficiaryWith({ mailboxes, records });
  return problems.filter((problem) => problem.includes("records["));
}

const key = "ovhmo-selector-1._domainkey";
const keys = { type: "NS", at: "_domainkey", target: "ns.example.org" };
const text = { type: "TXT", at: key, text: "v=DKIM1; p=abc" };

describe("the keys that OVH signs with", () => {
  it.each([
    [
      "a text at their name",
      text,
      'records[0]: a CNAME is always alone under its name, and there is the record CNAME "ovhmo-selector-1._domainkey", which its mail asks for (mail, mailboxes). Change "at", or remove one of the two.',
    ],
    [
      "other name servers above them",
      keys,
      'records[0]: it would hand over to others its name and all that is below, and nobody would see the record CNAME "ovhmo-selector-1._domainkey", which its mail asks for (mail, mailboxes) any more. Change "at", or remove one of the two.',
    ],
  ])("refuse %s", (_what, record, problem) => {
    expect(problemsOf([record])).toEqual([`stacks/les-amis.ts: ${problem}`]);
    // Without mailboxes at OVH it has no keys there.
    expect(problemsOf([record], [])).toEqual([]);
  });

  it("may be written by hand: a CNAME of their name is taken for OVH's", () => {
    const target = `${key}.123456.aj.dkim.mail.ovh.net.`;
    const cname = { type: "CNAME", at: key, target };
    expect(problemsOf([cname])).toEqual([]);
  });
});
