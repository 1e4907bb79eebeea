/** What visitors of a beneficiary's sites read while an app does not answer. It asks for nothing else: no picture, no script. */
export function errorPage(displayName: string, contact: string): string {
  const name = escaped(displayName);
  const mail = escaped(contact);
  return `<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${name}</title>
<h1>Le site de ${name} est momentanément indisponible</h1>
<p>Il revient d'ordinaire en quelques minutes&nbsp;: rechargez la page un peu plus tard.</p>
<p>Si cela dure, écrivez à <a href="mailto:${mail}">${mail}</a>.</p>
</html>
`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll('"', "&quot;");
}
