import { type Json, PartialFailure } from "../engine/provider";
import { until } from "./clock";
import {
  existsAlready,
  type Found,
  partsOf,
  type ResourceKind,
  segment,
} from "./resource-kind";

/** `email.domain.Responder` of OVH's API; its PUT takes `content`, `from` and `to` only. */
interface OvhResponder {
  readonly account: string;
  readonly content: string;
  readonly copy: boolean;
  readonly copyTo: string | null;
  /** ISO 8601. */
  readonly from: string | null;
  readonly to: string | null;
}

const TYPE = "ovhmail:index:Responder";
const FORM = "<domain>/<account>";

/** An automatic answer of an address. Its id is `<domain>/<account>`. */
export const responderKind: ResourceKind = {
  type: TYPE,
  replacedInPlace: ["copy", "copyTo"],

  check({ content, from, to }) {
    const failures = [];
    if (content === "")
      failures.push({ property: "content", reason: "must not be empty" });
    for (const [property, date] of Object.entries({ from, to }))
      if (date !== undefined && Number.isNaN(momentOf(date)))
        failures.push({ property, reason: "a date and time, ISO 8601" });
    return failures;
  },

  async create(api, inputs) {
    const { domain, ...body } = inputs;
    const path = pathOf(inputs);
    const id = `${String(domain)}/${String(inputs.account)}`;
    const there = await api.find<OvhResponder>(path);
    if (there && !isAsDeclared(there, inputs))
      throw existsAlready(`the responder of ${id}`, TYPE, id);
    const list = `/email/domain/${segment(domain)}/responder`;
    const exists = async () => (await api.find(path)) !== undefined;
    if (!there) await api.makeOnce(list, body, exists);
    const made = await until(api.clock, () => api.find<OvhResponder>(path));
    if (made) return found(made, inputs);
    const message = `OVH accepted the responder ${id} and has not made it yet`;
    throw new PartialFailure(message, id, inputs);
  },

  async read(api, id, known) {
    const [domain, account] = partsOf(id, FORM);
    const responder = await api.find<OvhResponder>(pathOf({ domain, account }));
    return responder && found(responder, { ...known, domain });
  },

  async update(api, _id, _olds, news) {
    const path = pathOf(news);
    const { content, from = null, to = null } = news;
    await api.put(path, { content, from, to });
    const changed = await until(api.clock, async () => {
      const now = await api.find<OvhResponder>(path);
      return now && isAsDeclared(now, news) ? now : undefined;
    });
    if (changed) return found(changed, news);
    throw new Error(`OVH accepted the change of ${path} and has not made it`);
  },

  async delete(api, id) {
    const [domain, account] = partsOf(id, FORM);
    const path = pathOf({ domain, account });
    await api.delete(path);
    const gone = await until(api.clock, async () =>
      (await api.find(path)) === undefined ? true : undefined,
    );
    if (!gone) throw new Error(`OVH accepted to delete ${id} and has not yet`);
  },
};

function pathOf({ domain, account }: Json): string {
  return `/email/domain/${segment(domain)}/responder/${segment(account)}`;
}

function isAsDeclared(there: OvhResponder, inputs: Json): boolean {
  return (
    there.content === inputs.content &&
    there.copy === inputs.copy &&
    (there.copyTo ?? undefined) === inputs.copyTo &&
    isSameTime(there.from, inputs.from) &&
    isSameTime(there.to, inputs.to)
  );
}

function isSameTime(date: string | null, other: unknown): boolean {
  if (date === null || other === undefined || other === null)
    return (date ?? undefined) === (other ?? undefined);
  return momentOf(date) === momentOf(other);
}

/** Milliseconds since 1970; NaN for what is no date. */
function momentOf(date: unknown): number {
  return typeof date === "string" ? Date.parse(date) : NaN;
}

/** OVH tells times in a zone of its own: the same moment stays as it was written. */
function found(responder: OvhResponder, known: Json): Found {
  const { account, content, copy, copyTo } = responder;
  const { domain } = known;
  const times = (["from", "to"] as const).flatMap((name) => {
    const date = responder[name];
    if (date === null) return [];
    return [[name, isSameTime(date, known[name]) ? known[name] : date]];
  });
  return {
    id: `${String(domain)}/${account}`,
    inputs: {
      domain,
      account,
      content,
      copy,
      ...(copyTo ? { copyTo } : {}),
      ...(Object.fromEntries(times) as Json),
    },
  };
}
