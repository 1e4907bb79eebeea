/** What is wrong with the mail that apps send. */
export const outgoingMail = {
  mailboxNeeded: () => ({
    what: "les applications n'ont pas de boîte aux lettres d'où envoyer",
    remedy: 'Ajoutez-en une, par exemple mailboxes: ["contact"].',
  }),
};
