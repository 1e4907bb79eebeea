import { type Json, PartialFailure } from "../engine/provider";
import { until } from "./clock";
import type { OvhApi } from "./ovh-api";
import {
  existsAlready,
  type Found,
  partsOf,
  type ResourceKind,
  segment,
} from "./resource-kind";

/** `email.domain.Account` of OVH's API. Source: https://eu.api.ovh.com/console/?section=%2Femail%2Fdomain */
interface Account {
  readonly accountName: string;
  readonly domain: string;
  readonly email: string;
  readonly description: string | null;
  /** Bytes. */
  readonly size: number;
  readonly isBlocked: boolean;
}

/** `email.domain.TaskPop`: what OVH has still to do about a mailbox. */
interface Task {
  /** `domain.DomainPopActionEnum`: also `changeAccount`, `changePassword`, `migration` … */
  readonly action: "addAccount" | "deleteAccount" | (string & {});
}

const TYPE = "ovhmail:index:Mailbox";

/** An address that stores mail. Its id is `<domain>/<account>`, that of OVH's own plugin. */
export const mailboxKind: ResourceKind = {
  type: TYPE,

  check({ accountName, password }) {
    const failures = [];
    if (!/^[a-z0-9._-]{1,64}$|^[0-9a-f-]{36}$/.test(String(accountName)))
      failures.push({
        property: "accountName",
        reason: "the part before the @: lower case, digits, . _ -",
      });
    // What is imported has none that anybody could tell.
    const length = typeof password === "string" ? password.length : 0;
    if (password !== undefined && (length < 9 || length > 30))
      failures.push({
        property: "password",
        reason: "OVH takes 9 to 30 characters",
      });
    return failures;
  },

  async create(api, inputs) {
    if (inputs.password === undefined)
      throw new Error("a mailbox cannot be made without a password");
    const path = pathOf(inputs);
    const id = `${String(inputs.domain)}/${String(inputs.accountName)}`;
    // One of the same name may be on its way out, though OVH shows it no more: what comes next must not be taken for it.
    if (!(await isPast(api, inputs, "deleteAccount")))
      throw new Error(`OVH is still deleting the former mailbox ${id}`);
    const isTaken = await isThere(api, inputs);
    if (!isTaken) {
      await refuseOtherSize(api, inputs);
      const { domain, ...body } = inputs;
      await api.makeOnce(accountsOf(domain), body, () => isThere(api, inputs));
    }
    const account = await until(api.clock, () => api.find<Account>(path));
    if (account === undefined)
      throw new PartialFailure(
        `OVH accepted the mailbox ${id} and has not made it yet`,
        id,
        inputs,
      );
    if (!isTaken) return found(account, inputs);
    // As a run that was interrupted would have left it: its password may not have been set yet.
    const { description, size } = account;
    if (description !== inputs.description || size !== inputs.size)
      throw existsAlready(`the mailbox ${account.email}`, TYPE, id);
    await setPassword(api, inputs);
    return found(account, inputs);
  },

  async read(api, id, known) {
    const [domain, accountName] = partsOf(id, "<domain>/<account>");
    const path = pathOf({ domain, accountName });
    const account = await api.find<Account>(path);
    return account && found(account, known);
  },

  async update(api, _id, olds, news) {
    const path = pathOf(olds);
    const { description, size } = news;
    if (olds.size !== size) await refuseOtherSize(api, news);
    // OVH refuses a second task on a mailbox (409).
    await settled(api, news);
    if (olds.description !== description || olds.size !== size) {
      await api.put(path, { description, size });
      await settled(api, news);
    }
    if (news.password !== undefined && olds.password !== news.password)
      await setPassword(api, news);
    const account = await until(api.clock, async () => {
      const now = await api.find<Account>(path);
      return now?.description === description && now?.size === size
        ? now
        : undefined;
    });
    if (account === undefined)
      throw new Error(`OVH accepted the change of ${path} and has not made it`);
    return found(account, news);
  },

  async delete(api, id) {
    const [domain, accountName] = partsOf(id, "<domain>/<account>");
    const mailbox = { domain, accountName };
    const path = pathOf(mailbox);
    await settled(api, mailbox);
    await api.delete(path);
    const gone = await until(api.clock, async () =>
      (await api.find(path)) === undefined ? true : undefined,
    );
    // Until then a new one of this name would be refused, or taken along.
    if (!gone || !(await isPast(api, mailbox, "deleteAccount")))
      throw new Error(`OVH accepted to delete ${id} and has not yet`);
  },
};

function accountsOf(domain: unknown): string {
  return `/email/domain/${segment(domain)}/account`;
}

function pathOf({ domain, accountName }: Json): string {
  return `${accountsOf(domain)}/${segment(accountName)}`;
}

/** Whether it exists or is being made. */
async function isThere(api: OvhApi, inputs: Json): Promise<boolean> {
  if ((await api.find(pathOf(inputs))) !== undefined) return true;
  const tasks = await tasksOf(api, inputs);
  return tasks.some(({ action }) => action === "addAccount");
}

/** Tasks that are over are no longer listed. */
async function tasksOf(api: OvhApi, inputs: Json): Promise<Task[]> {
  const path = `/email/domain/${segment(inputs.domain)}/task/account`;
  const ids = await api.list(path, { name: String(inputs.accountName) });
  const tasks: Task[] = [];
  for (const id of ids) {
    const task = await api.find<Task>(`${path}/${segment(id)}`);
    if (task) tasks.push(task);
  }
  return tasks;
}

/** Waits for the end of such tasks, of all without `action`; false when they take too long. */
async function isPast(
  api: OvhApi,
  inputs: Json,
  action?: Task["action"],
): Promise<boolean> {
  const past = await until(api.clock, async () => {
    const tasks = await tasksOf(api, inputs);
    const waits = tasks.some((task) => !action || task.action === action);
    return waits ? undefined : true;
  });
  return past ?? false;
}

/** OVH's own refusal does not say which sizes it has. No list, or an empty one: any size. */
async function refuseOtherSize(
  api: OvhApi,
  { domain, size }: Json,
): Promise<void> {
  const path = `/email/domain/${segment(domain)}`;
  type Offer = { readonly allowedAccountSize: readonly number[] | null };
  const offer = await api.find<Offer>(path);
  const sizes = [...(offer?.allowedAccountSize ?? [])].sort((a, b) => a - b);
  if (sizes.length === 0 || sizes.includes(Number(size))) return;
  const megabytes = (bytes: unknown): string => String(Number(bytes) / 1e6);
  throw new Error(
    `OVH's offer for ${String(domain)} has no mailbox of ${megabytes(size)} MB: its size must be one of ${sizes.map(megabytes).join(", ")} MB`,
  );
}

async function setPassword(api: OvhApi, inputs: Json): Promise<void> {
  const { password } = inputs;
  await api.repeatablePost(`${pathOf(inputs)}/changePassword`, { password });
  await settled(api, inputs);
}

async function settled(api: OvhApi, inputs: Json): Promise<void> {
  await isPast(api, inputs);
}

/** The password is known to the state alone: OVH never tells it. */
function found(account: Account, known: Json): Found {
  const { domain, accountName, description, size, email, isBlocked } = account;
  const { password } = known;
  return {
    id: `${domain}/${accountName}`,
    inputs: {
      domain,
      accountName,
      description: description ?? "",
      size,
      ...(password === undefined ? {} : { password }),
    },
    more: { email, isBlocked },
  };
}
