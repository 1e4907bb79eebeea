import { enumerate } from "../format";

/** What may be wrong in the addresses of an association. */
export const modelMail = {
  unknownTarget: (known: readonly string[]) => ({
    what: "cette redirection mène à une adresse qui n'existe pas",
    remedy: `Écrivez une boîte ou une redirection de ce fichier (${enumerate(known, "et")}), ou une adresse extérieure complète.`,
  }),
  emptyRedirection: () => ({
    what: "cette redirection ne mène à personne d'autre",
    remedy: 'Donnez au moins une adresse, par exemple ["contact"].',
  }),
  duplicateTarget: () => ({
    what: "une adresse y figure deux fois",
    remedy: "Gardez-en une.",
  }),
  redirectionHidesMailbox: (name: string) => ({
    what: `la boîte ${name} ne recevrait plus rien : tout son courrier serait redirigé`,
    remedy: `Ajoutez "${name}" à la liste pour qu'elle en garde une copie, ou retirez la boîte de mailboxes.`,
  }),
  redirectionLoop: (names: readonly string[]) => ({
    what: `ces redirections tournent en rond : ${names.join(" → ")}`,
    remedy: "Retirez l'une d'elles.",
  }),
  responderWithoutMailbox: () => ({
    what: "seule une boîte aux lettres peut répondre automatiquement",
    remedy: "Ajoutez-la à mailboxes, ou retirez cette réponse.",
  }),
  invalidMoment: () => ({
    what: "ce n'est pas une date",
    remedy:
      'Un jour ("2026-08-01") ou un moment avec son fuseau ("2026-08-01T08:00+02:00").',
  }),
  endsBeforeItBegins: () => ({
    what: "la réponse automatique finirait avant de commencer",
    remedy: "Échangez ou corrigez from et to.",
  }),
};
