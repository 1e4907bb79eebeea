import * as pulumi from "@pulumi/pulumi";
import { type EngineOptions, type Result, up } from "../engine";
import { TestStack, Thing } from "./stack";

const a = (): Thing => new Thing("a");

const PROGRAMS: Record<string, EngineOptions["program"]> = {
  apply: () => {
    const fail = (): string => {
      throw new pulumi.RunError("no address");
    };
    const b = new Thing("b", { value: a().id.apply(fail) });
    new Thing("c", { value: b.id });
    return Promise.resolve({ b: b.id });
  },
  output: () => {
    const fail = (): string => {
      throw new pulumi.RunError("no output");
    };
    return Promise.resolve({ a: a().id.apply(fail) });
  },
  floating: () => {
    void Promise.reject(new pulumi.RunError("nobody awaits this"));
    return Promise.resolve({ a: a().id });
  },
  late: () => {
    setTimeout(() => new Thing("late"), 200);
    return Promise.resolve({ a: a().id });
  },
  never: () => new Promise(() => undefined),
};

/** Runs programs that fail in ways of their own and prints what each came to. */
async function main(): Promise<void> {
  process.removeAllListeners("warning");
  const stack = new TestStack();
  const told: Record<string, object> = {};
  const tell = (name: string, { ok, diagnostics }: Result): void => {
    told[name] = { ok, messages: diagnostics.map(({ message }) => message) };
  };
  for (const [name, program] of Object.entries(PROGRAMS)) {
    tell(name, await up(stack.options(program)));
  }
  const [failed, beside] = [new TestStack("failed"), new TestStack("beside")];
  const failing = PROGRAMS.apply ?? PROGRAMS.never;
  if (failing === undefined) return;
  const results = [
    up(failed.options(failing)),
    up(beside.options(() => Promise.resolve({ a: a().id }))),
  ];
  tell("beside", (await Promise.all(results))[1] as Result);
  for (const each of [stack, failed, beside]) each.remove();
  process.stdout.write(JSON.stringify(told));
}

void main();
