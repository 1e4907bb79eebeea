import { isContactUnread } from "./contacts";
import { beneficiaryWith, platformWith } from "./testing";

const isUnread = (more: object): boolean => {
  const { model, problems } = beneficiaryWith(more, platformWith());
  if (!model) throw new Error(problems.join("\n"));
  return isContactUnread(model);
};

const contact = "bureau@les-amis.example";

it.each<[boolean, string, object]>([
  [true, "that the file does not make", { mailboxes: ["contact"] }],
  [false, "that is a mailbox", { mailboxes: ["bureau"] }],
  [
    false,
    "that is a redirection",
    { mailboxes: ["contact"], redirections: { bureau: ["contact"] } },
  ],
  [
    false,
    "of somebody else's domain",
    { mailboxes: ["contact"], contact: "bureau@ailleurs.example" },
  ],
  [false, "of a domain whose mail nobody declared", {}],
  [
    false,
    "of a domain whose mail is elsewhere",
    { mail: { servers: [{ priority: 1, target: "mx.example.org" }] } },
  ],
])("is %s of an address %s", (unread, _what, more) => {
  expect(isUnread({ domain: "les-amis.example", contact, ...more })).toBe(
    unread,
  );
});
