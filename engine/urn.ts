/** Pulumi's resource names: `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>`. */
export const STACK_TYPE = "pulumi:pulumi:Stack";

const PROVIDER_PREFIX = "pulumi:providers:";

export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  /** The types of the ancestors and its own, joined by `$`; the stack is left out. */
  readonly qualifiedType: string;
  readonly type: string;
  readonly name: string;
}

export function parseUrn(urn: string): UrnParts {
  const [head = "", project = "", qualifiedType = "", ...name] =
    urn.split("::");
  const type = qualifiedType.slice(qualifiedType.lastIndexOf("$") + 1);
  return {
    stack: head.slice("urn:pulumi:".length),
    project,
    qualifiedType,
    type,
    name: name.join("::"),
  };
}

export function createUrn(
  stack: string,
  project: string,
  parent: string,
  type: string,
  name: string,
): string {
  const parentType = parent === "" ? "" : parseUrn(parent).qualifiedType;
  const qualified =
    parentType === "" || parentType === STACK_TYPE
      ? type
      : `${parentType}$${type}`;
  return `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
}

export function isProviderType(type: string): boolean {
  return type.startsWith(PROVIDER_PREFIX);
}

export function providerType(pkg: string): string {
  return PROVIDER_PREFIX + pkg;
}

/** The package that a provider resource's type speaks for. */
export function providerPackage(type: string): string {
  return type.slice(PROVIDER_PREFIX.length);
}

/** A default provider is one that the engine made: `default`, `default_4_21_2`. */
export function isDefaultProvider(urn: string): boolean {
  const { type, name } = parseUrn(urn);
  return (
    isProviderType(type) && (name === "default" || name.startsWith("default_"))
  );
}

/** The URN of a provider reference `<urn>::<id>`. */
export function providerUrn(reference: string): string {
  return reference.slice(0, reference.lastIndexOf("::"));
}

/** An alternative identity that a resource had before; every field that is absent is as it is now. */
export interface Alias {
  readonly urn?: string;
  readonly name?: string;
  readonly type?: string;
  readonly project?: string;
  readonly stack?: string;
  readonly parent?: string;
  readonly noParent?: boolean;
}

/**
 * The URNs that a resource may have had: its own aliases, then those that follow from a renamed parent
 * (`aliased` maps a URN of this run to the one in the state). Source: `generateAliases` of `step_generator.go`.
 */
export function aliasUrns(
  resource: { readonly urn: string; readonly parent?: string },
  aliases: readonly Alias[],
  aliased: ReadonlyMap<string, string>,
): string[] {
  const { urn, parent = "" } = resource;
  const now = parseUrn(urn);
  const own = aliases.map((alias) => {
    if (alias.urn) return alias.urn;
    const { stack, project, type, name } = alias;
    const named = alias.parent || parent;
    return createUrn(
      stack || now.stack,
      project || now.project,
      alias.noParent ? "" : (aliased.get(alias.parent ?? "") ?? named),
      type || now.type,
      name || now.name,
    );
  });
  const oldParent = aliased.get(parent);
  if (oldParent === undefined) return own;
  const { name: prefix } = parseUrn(parent);
  const inherited = [now, ...own.map(parseUrn)].map(({ type, name }) => {
    const oldName = name.startsWith(prefix)
      ? parseUrn(oldParent).name + name.slice(prefix.length)
      : name;
    return createUrn(now.stack, now.project, oldParent, type, oldName);
  });
  return [...new Set([...own, ...inherited])];
}
