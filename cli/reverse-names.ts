import { Resolver } from "node:dns/promises";
import type { Context } from "./context";
import { engineFlag, readPulumi } from "./pulumi";

/** A server's address on the Internet, and the name that it should be known by. */
export interface ReverseName {
  readonly publicIp: string;
  readonly reverse: string;
}

/** The reverse names that a resolver does not know, each with those it knows instead. Rejects when it does not answer. */
export async function findWrongReverses(
  servers: readonly ReverseName[],
  resolver: Pick<Resolver, "reverse">,
): Promise<(ReverseName & { readonly known: readonly string[] })[]> {
  const asked = servers.map(async (server) => {
    const known = await reverseOf(server.publicIp, resolver);
    return known.includes(server.reverse) ? [] : [{ ...server, known }];
  });
  return (await Promise.all(asked)).flat();
}

/**
 * Tells which servers of a stack are not known by their names. No reason to fail: they are set by hand, once, and only mail that
 * a server sends by itself needs them, which that of the apps does not.
 */
export async function tellReverses(
  context: Context,
  stack: string,
  resolver = new Resolver(),
): Promise<void> {
  const { dns } = context.messages;
  const question = ["stack", "output", "-s", stack, "--json"];
  const text = await readPulumi(context, question);
  const { servers = {} } = JSON.parse(text) as {
    servers?: Readonly<Record<string, Partial<ReverseName>>>;
  };
  const named = Object.values(servers).flatMap(({ publicIp, reverse }) =>
    publicIp === undefined || reverse === undefined
      ? []
      : [{ publicIp, reverse }],
  );
  try {
    for (const wrong of await findWrongReverses(named, resolver))
      context.output.line(
        dns.reverse(wrong.publicIp, wrong.reverse, wrong.known.join(", ")),
      );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const again = `epicerie verify ${stack}${engineFlag(context)}`;
    context.output.line(dns.notAsked(reason, again));
  }
}

async function reverseOf(
  address: string,
  resolver: Pick<Resolver, "reverse">,
): Promise<string[]> {
  try {
    return await resolver.reverse(address);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOTFOUND" || code === "ENODATA") return [];
    throw error;
  }
}
