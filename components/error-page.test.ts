import { errorPage } from "./error-page";

it("says whose site is away and whom to ask, whatever the name holds", () => {
  const page = errorPage('L\'Île <b> & "Cie"', "bureau@ile.example");
  expect(page).toContain(
    "L'Île &lt;b> &amp; &quot;Cie&quot; est momentanément indisponible",
  );
  expect(page).toContain('href="mailto:bureau@ile.example"');
});
