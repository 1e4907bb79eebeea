import { randomBytes } from "node:crypto";
import type { InProcessProvider, Json } from "../provider";
import { diffInputs } from "../schema";

/** What happened, in order: `create a`, `delete b` … */
export type Call = string;

/** A provider that keeps its resources in a map: real in all but the world behind it. */
export class MemoryProvider implements InProcessProvider {
  readonly world = new Map<string, Json>();
  readonly calls: Call[] = [];
  readonly configured: Json[] = [];
  running = 0;
  mostAtOnce = 0;
  /** Called before each operation; may wait or throw. */
  before: (call: Call, inputs: Json) => Promise<void> | void = () => undefined;
  deleteBeforeReplace = false;

  factory = (): InProcessProvider => this;

  configure(inputs: Json): Promise<void> {
    this.configured.push(inputs);
    return Promise.resolve();
  }

  check(urn: string, olds: Json, news: Json) {
    const failures =
      news.refuse === true
        ? [{ property: "refuse", reason: "is not possible" }]
        : [];
    const name =
      news.name ??
      olds.name ??
      `${nameOf(urn)}-${randomBytes(4).toString("hex").slice(0, 7)}`;
    return Promise.resolve({
      inputs: {
        ...news,
        name,
        ...("name" in news ? {} : { __defaults: ["name"] }),
      },
      failures,
    });
  }

  diffInputs(_id: string, urn: string, old: { inputs: Json }, news: Json) {
    const { changes, detailed } = diffInputs(typeOf(urn), old.inputs, news);
    const replaces = Object.keys(detailed).filter((key) =>
      key.startsWith("fixed"),
    );
    return Promise.resolve({
      changes,
      detailed,
      replaces,
      deleteBeforeReplace: this.deleteBeforeReplace,
    });
  }

  create(urn: string, inputs: Json) {
    return this.operate(`create ${nameOf(urn)}`, inputs, () => {
      const id = `${nameOf(urn)}-${randomBytes(3).toString("hex")}`;
      const outs = {
        ...inputs,
        id,
        made: `made of ${JSON.stringify(inputs.value ?? null)}`,
      };
      this.world.set(id, outs);
      return { id, outs };
    });
  }

  update(id: string, urn: string, _olds: Json, inputs: Json) {
    return this.operate(`update ${nameOf(urn)}`, inputs, () => {
      if (!this.world.has(id)) throw new Error(`${id} is gone`);
      const outs = {
        ...inputs,
        id,
        made: `made of ${JSON.stringify(inputs.value ?? null)}`,
      };
      this.world.set(id, outs);
      return { outs };
    });
  }

  delete(id: string, urn: string, props: Json): Promise<void> {
    return this.operate(
      `delete ${nameOf(urn)}`,
      props,
      () => void this.world.delete(id),
    );
  }

  read(id: string) {
    const props = this.world.get(id);
    return Promise.resolve(props === undefined ? { id: "" } : { id, props });
  }

  invoke(token: string, inputs: Json) {
    return Promise.resolve({ outputs: { token, ...inputs } });
  }

  private async operate<T>(call: Call, inputs: Json, act: () => T): Promise<T> {
    this.running++;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.running);
    try {
      await this.before(call, inputs);
      this.calls.push(call);
      return act();
    } finally {
      this.running--;
    }
  }
}

function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

function typeOf(urn: string): string {
  return (urn.split("::")[2] ?? "").split("$").pop() ?? "";
}
