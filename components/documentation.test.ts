import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** One exported interface, or a class that is a component. */
type Documented = ts.InterfaceDeclaration | ts.ClassDeclaration;

const files = readdirSync(__dirname).filter(
  (file) =>
    file.endsWith(".ts") && !file.endsWith(".test.ts") && file !== "testing.ts",
);

function exportsOf(file: string): Documented[] {
  const text = readFileSync(join(__dirname, file), "utf8");
  const latest = ts.ScriptTarget.Latest;
  return ts
    .createSourceFile(file, text, latest, true)
    .statements.filter(
      (one) => ts.isInterfaceDeclaration(one) || ts.isClassDeclaration(one),
    )
    .filter(({ modifiers = [] }) =>
      modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
    );
}

/** What is missing in the comments of one declaration. */
function missingIn(declaration: Documented): string[] {
  const owner = declaration.name?.text ?? "";
  const members = declaration.members.filter(
    (one) => ts.isPropertySignature(one) || ts.isPropertyDeclaration(one),
  );
  const isPublic = (one: (typeof members)[number]): boolean =>
    (one.modifiers ?? []).every(
      ({ kind }) => kind !== ts.SyntaxKind.PrivateKeyword,
    );
  const missing = members.filter(isPublic).flatMap((one) => {
    const name = `${owner}.${one.name.getText()}`;
    const tags = ts.getJSDocTags(one).map(({ tagName }) => tagName.text);
    const isArgument = ts.isPropertySignature(one) && one.questionToken;
    if (ts.getJSDocCommentsAndTags(one).length === 0) return [name];
    return isArgument && !tags.includes("default") ? [`${name}: @default`] : [];
  });
  const isComponent = ts.isClassDeclaration(declaration);
  const hasComment = ts.getJSDocCommentsAndTags(declaration).length > 0;
  return isComponent && !hasComment ? [owner, ...missing] : missing;
}

it.each(files)(
  "%s says of every argument what it is and its default, of every field what it holds",
  (file) => {
    expect(exportsOf(file).flatMap(missingIn)).toEqual([]);
  },
);
