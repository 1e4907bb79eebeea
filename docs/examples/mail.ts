import { Dkim } from "../../components/dkim";
import { Mailbox } from "../../components/mailbox";
import { Redirection } from "../../components/redirection";
import { Responder } from "../../components/responder";

/** A mailbox whose mail is signed, an address that leads to it and to somebody outside, and its answer in August. */
export function mail(): Mailbox {
  const domain = "les-amis.example";
  const contact = new Mailbox("les-amis-contact", {
    account: "contact",
    domain,
    description: "Les Amis du Quartier",
    disposable: false,
  });
  new Redirection("les-amis-bureau", {
    account: "bureau",
    domain,
    to: ["contact", "presidente@ailleurs.example"],
  });
  new Responder("les-amis-contact-answer", {
    account: "contact",
    domain,
    message: "Nous sommes en congé jusqu'au 31 août.",
    from: "2027-08-01T00:00:00+02:00",
    to: "2027-09-01T00:00:00+02:00",
  });
  new Dkim("les-amis", { domain });
  return contact;
}
