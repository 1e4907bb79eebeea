import { type Json, PartialFailure } from "../engine/provider";
import { until } from "./clock";
import { type OvhApi, OvhError } from "./ovh-api";
import {
  type Found,
  partsOf,
  type ResourceKind,
  segment,
} from "./resource-kind";

/** `email.domain.RedirectionGlobal` of OVH's API. It does not tell whether a local copy is kept. */
interface RedirectionGlobal {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

const FORM = "<domain>/<from>/<to>";

/**
 * An address that only forwards, to one address. Two of the same are one, so its id is what it says, not OVH's number:
 * it can be imported without looking that up, and one made again by hand is recognised. Every change replaces it.
 */
export const redirectionKind: ResourceKind = {
  type: "ovhmail:index:Redirection",
  replacedInPlace: ["localCopy"],

  check({ domain, from, to }) {
    const failures = [];
    if (!String(from).endsWith(`@${String(domain)}`))
      failures.push({ property: "from", reason: `an address of the domain` });
    if (!/^[^\s@/]+@[^\s@/]+$/.test(String(to)))
      failures.push({ property: "to", reason: "an address" });
    return failures;
  },

  async create(api, inputs) {
    const exists = async () => (await lookUp(api, inputs)) !== undefined;
    const { domain, from, to, localCopy } = inputs;
    let isAsked = await exists();
    let conflict: OvhError | undefined;
    const made = await until(api.clock, async () => {
      if (!isAsked)
        try {
          await api.makeOnce(pathOf(domain), { from, to, localCopy }, exists);
          isAsked = true;
        } catch (error) {
          // OVH is at work on one like it: maybe this very one, for a run that was cut off.
          if (!(error instanceof OvhError) || error.status !== 409) throw error;
          conflict = error;
        }
      return lookUp(api, inputs);
    });
    if (made) return found(made, inputs);
    if (conflict && !isAsked) throw conflict;
    throw new PartialFailure(
      `OVH accepted the redirection from ${String(from)} to ${String(to)} and has not made it yet`,
      [domain, from, to].join("/"),
      inputs,
    );
  },

  async read(api, id, known) {
    const [domain, from, to] = partsOf(id, FORM);
    const redirection = await lookUp(api, { domain, from, to });
    const { localCopy = false } = known;
    return redirection && found(redirection, { domain, localCopy });
  },

  async update(api, id, _olds, news) {
    const [domain, from, to] = partsOf(id, FORM);
    return this.create(api, { ...news, domain, from, to });
  },

  async delete(api, id) {
    const [domain, from, to] = partsOf(id, FORM);
    const asked = new Set<string>();
    const gone = await until(api.clock, async () => {
      const redirection = await lookUp(api, { domain, from, to });
      if (redirection === undefined) return true;
      if (asked.has(redirection.id)) return undefined;
      asked.add(redirection.id);
      await api.delete(`${pathOf(domain)}/${segment(redirection.id)}`);
      return undefined;
    });
    if (!gone) throw new Error(`OVH accepted to delete ${id} and has not yet`);
  },
};

function pathOf(domain: unknown): string {
  return `/email/domain/${segment(domain)}/redirection`;
}

/** OVH's filters may find more than what is asked for: each is looked at. */
async function lookUp(
  api: OvhApi,
  { domain, from, to }: Json,
): Promise<RedirectionGlobal | undefined> {
  const path = pathOf(domain);
  const filter = { from: String(from), to: String(to) };
  for (const id of await api.list(path, filter)) {
    const one = await api.find<RedirectionGlobal>(`${path}/${segment(id)}`);
    if (one?.from === from && one?.to === to) return one;
  }
  return undefined;
}

function found({ id, from, to }: RedirectionGlobal, known: Json): Found {
  const { domain, localCopy } = known;
  return {
    id: [domain, from, to].join("/"),
    inputs: { domain, from, to, localCopy },
    more: { ovhId: String(id) },
  };
}
