import ts from "typescript";
import type { Problem, ProblemList } from "./model/problems";

type Unit = "gigabytes" | "megabytes";

/** The fields whose numbers have a unit, as they are written: `[]` is any place in a list, `*` any name. */
export const UNITS: Readonly<Record<string, Unit>> = {
  disk: "gigabytes",
  "mailboxes[].size": "megabytes",
  "apps[].memory": "megabytes",
  "servers.*.swap": "gigabytes",
  "servers.*.bootVolume.size": "gigabytes",
};

const PATTERNS = Object.entries(UNITS).map(([path, unit]) => {
  const escaped = path.replaceAll(/[.[\]]/g, "\\$&").replaceAll("*", "[^.]+");
  return [new RegExp(`^${escaped}$`), unit] as const;
});

/**
 * What the compiler would refuse and the loader takes without a word, since it drops the types: a key written twice, of which
 * the first vanishes, and a number without its unit or with another. Read from the text: types themselves take seconds.
 */
export function checkSource(text: string, problems: ProblemList): void {
  const source = ts.createSourceFile(
    "stack.ts",
    text,
    ts.ScriptTarget.Latest,
    true,
  );
  visit(source, "", problems);
}

/**
 * The first thing that makes a text unreadable, with its line and what is probably missing; undefined if it can be read. `said` is
 * what the loader says, which knows a few rules more.
 */
export function syntaxProblem(
  text: string,
  said: string,
): Problem["say"] | undefined {
  const lines = text.split("\n").map((line) => line.trim().slice(0, 100));
  const { diagnostics = [] } = ts.transpileModule(text, {
    reportDiagnostics: true,
  });
  const [first] = diagnostics;
  const [, loaders] = /,-\[(?:.*:)?(\d+):\d+\]/.exec(said) ?? [];
  if (first?.start === undefined) {
    if (loaders === undefined) return undefined;
    const where = { line: +loaders, text: lines[+loaders - 1] ?? "" };
    return (texts) => texts.unreadable(where);
  }
  const before = text.slice(0, first.start).trimEnd().split("\n").length;
  // The end of the file is no place to look at: the last line with something on it is.
  const isEnd = text.slice(first.start).trim() === "";
  const line = isEnd ? before : text.slice(0, first.start).split("\n").length;
  const where = { line, text: lines[line - 1] ?? "" };
  const message = ts.flattenDiagnosticMessageText(first.messageText, "\n");
  const [, expected = ""] = /^'(.)' expected/.exec(message) ?? [];
  if (first.code === CODES.unterminatedText)
    return (texts) => texts.quoteMissing(where);
  if (first.code === CODES.invalidCharacter)
    return (texts) => texts.strangeSign(where);
  if (expected === "," && line > before)
    return (texts) => texts.commaMissing(where, before);
  if (/[\])}]/.test(expected))
    return (texts) => texts.bracketMissing(where, expected);
  return (texts) => texts.unreadable(where);
}

/** Source: `diagnosticMessages.json` of the compiler. */
const CODES = { unterminatedText: 1002, invalidCharacter: 1127 };

/** `path` is the place of a node, with `[]` for any in a list; `problems` is there, too. */
function visit(node: ts.Node, path: string, problems: ProblemList): void {
  if (ts.isObjectLiteralExpression(node)) {
    checkKeys(node, problems);
    for (const property of node.properties)
      visitProperty(property, path, problems);
  } else if (ts.isArrayLiteralExpression(node))
    node.elements.forEach((element, index) =>
      visit(element, `${path}[]`, problems.at(`[${index}]`)),
    );
  else ts.forEachChild(node, (child) => visit(child, path, problems));
}

function visitProperty(
  property: ts.ObjectLiteralElementLike,
  path: string,
  problems: ProblemList,
): void {
  const key = keyOf(property);
  if (key === undefined || !ts.isPropertyAssignment(property))
    return visit(property, path, problems);
  const here = problems.at(key);
  const inner = path === "" ? key : `${path}.${key}`;
  checkUnit(property.initializer, unitOf(inner), here);
  visit(property.initializer, inner, here);
}

function checkKeys(
  { properties }: ts.ObjectLiteralExpression,
  problems: ProblemList,
): void {
  const lines = new Map<string, number>();
  for (const property of properties) {
    const key = keyOf(property);
    if (key === undefined) continue;
    const first = lines.get(key);
    const line = lineOf(property);
    if (first !== undefined)
      problems.at(key).add((texts) => texts.keyWrittenTwice(first, line));
    lines.set(key, line);
  }
}

function checkUnit(
  value: ts.Expression,
  unit: Unit | undefined,
  problems: ProblemList,
): void {
  if (unit === undefined) return;
  const written = value.getText();
  const isNumber =
    ts.isNumericLiteral(value) ||
    ts.isPrefixUnaryExpression(value) ||
    ts.isBinaryExpression(value);
  if (isNumber) problems.add((texts) => texts.unitMissing(unit, written));
  else if (
    ts.isCallExpression(value) &&
    /^(gigabytes|megabytes)$/.test(value.expression.getText()) &&
    value.expression.getText() !== unit
  )
    problems.add((texts) => texts.otherUnit(unit, written));
}

function unitOf(path: string): Unit | undefined {
  const [, unit] = PATTERNS.find(([pattern]) => pattern.test(path)) ?? [];
  return unit;
}

/** The key of a property; undefined where it is computed, or a spread. */
function keyOf({ name }: ts.ObjectLiteralElementLike): string | undefined {
  if (name === undefined) return undefined;
  const isWritten =
    ts.isIdentifier(name) ||
    ts.isStringLiteralLike(name) ||
    ts.isNumericLiteral(name);
  return isWritten ? name.text : undefined;
}

function lineOf(node: ts.Node): number {
  const source = node.getSourceFile();
  return source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
}
