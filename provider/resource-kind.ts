import type { CheckFailure } from "@pulumi/pulumi/provider";
import type { Json } from "../engine/provider";
import type { OvhApi } from "./ovh-api";

/** What exists at OVH, in the words of the program. */
export interface Found {
  readonly id: string;
  /** What a program would have to say for this; the state takes it over, so that drift shows as a change. */
  readonly inputs: Json;
  /** What only OVH knows. */
  readonly more?: Json;
}

/** One resource type of this provider. Inputs are complete and plain; those of a check may be unknown. */
export interface ResourceKind {
  readonly type: string;
  check(inputs: Json): CheckFailure[];
  /** Names of inputs whose change needs the old one gone before the new one comes. */
  readonly replacedInPlace?: readonly string[];
  create(api: OvhApi, inputs: Json): Promise<Found>;
  /** Undefined: gone. `known`: what the state says; empty on import. */
  read(api: OvhApi, id: string, known: Json): Promise<Found | undefined>;
  update(api: OvhApi, id: string, olds: Json, news: Json): Promise<Found>;
  delete(api: OvhApi, id: string, known: Json): Promise<void>;
}

/** The parts of an id `a/b` or `a/b/c`; throws when it has another form, as one typed for an import may. */
export function partsOf(id: string, form: string): string[] {
  const parts = id.split("/");
  if (parts.length === form.split("/").length && !parts.includes(""))
    return parts;
  throw new Error(`"${id}" is no id of this type: it has the form ${form}`);
}

/** Text as one segment of a path. */
export function segment(text: unknown): string {
  return encodeURIComponent(String(text));
}

/** What is there already and was not made here must not be taken over unseen. */
export function existsAlready(what: string, type: string, id: string): Error {
  return new Error(
    `${what} exists already and is not as declared: take it over with "pulumi import ${type} <name> ${id} --generate-code=false", or delete it at OVH`,
  );
}
