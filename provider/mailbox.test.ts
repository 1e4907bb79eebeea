import { mailboxKind } from "./mailbox";
import { type Call, type Reply, withMailApi } from "./testing";

const DOMAIN = "/email/domain/les-amis.example";
const ACCOUNT = `${DOMAIN}/account/contact`;
const TASKS = `${DOMAIN}/task/account`;

const inputs = {
  domain: "les-amis.example",
  accountName: "contact",
  description: "Les Amis",
  size: 5_000_000_000,
  password: "correct-horse",
};

/** One mailbox at OVH, whose tasks end after having been looked at so many times. */
class Service {
  account: object | undefined;
  /** Actions, each with how often it is still listed. */
  tasks: [action: string, looks: number][] = [];
  allowedAccountSize: number[] | null = null;

  readonly replyTo = ({ method, path, body }: Call): Reply => {
    const ok = (said?: unknown): Reply => ({ status: 200, body: said });
    if (path === DOMAIN)
      return ok({ allowedAccountSize: this.allowedAccountSize });
    if (path === `${TASKS}?name=contact`) return ok(this.listed());
    if (path.startsWith(`${TASKS}/`)) {
      const task = this.tasks[Number(path.slice(TASKS.length + 1))];
      return task ? ok({ action: task[0] }) : { status: 404 };
    }
    if (method === "GET")
      return this.account ? ok(this.account) : { status: 404 };
    if (path === `${ACCOUNT}/changePassword`) return ok();
    if (this.tasks.length > 0)
      return { status: 409, body: { message: "a task is under way" } };
    if (method === "DELETE") {
      this.account = undefined;
      this.tasks = [["deleteAccount", 2]];
    } else {
      const { password, ...made } = JSON.parse(body) as Record<string, unknown>;
      expect(password).not.toBe("");
      this.account = { ...inputs, isBlocked: false, ...made };
    }
    return ok();
  };

  private listed(): number[] {
    this.tasks = this.tasks
      .map(([action, looks]): [string, number] => [action, looks - 1])
      .filter(([, looks]) => looks >= 0);
    return this.tasks.map((_task, index) => index);
  }
}

const existing = { ...inputs, email: "contact@les-amis.example" };

describe("a mailbox", () => {
  it("is made once its namesake is deleted, which OVH shows no more and is still at", async () => {
    const service = new Service();
    service.tasks = [["deleteAccount", 3]];
    await withMailApi(service.replyTo, async (api, changes, { slept }) => {
      const made = await mailboxKind.create(api, inputs);
      expect(made.id).toBe("les-amis.example/contact");
      expect(changes()).toEqual([`POST ${DOMAIN}/account`]);
      expect(slept).toHaveLength(3);
    });
  });

  it("fails when its namesake is never done with", async () => {
    const service = new Service();
    service.tasks = [["deleteAccount", Infinity]];
    await withMailApi(service.replyTo, async (api, changes) => {
      await expect(mailboxKind.create(api, inputs)).rejects.toThrow(
        "OVH is still deleting the former mailbox les-amis.example/contact",
      );
      expect(changes()).toEqual([]);
    });
  });

  it("is taken over while it is being made, and not made again", async () => {
    const service = new Service();
    service.tasks = [["addAccount", 2]];
    let looks = 0;
    const replyTo = (call: Call): Reply => {
      if (call.path === ACCOUNT && ++looks === 3) service.account = existing;
      return service.replyTo(call);
    };
    await withMailApi(replyTo, async (api, changes) => {
      await mailboxKind.create(api, inputs);
      expect(changes()).toEqual([`POST ${ACCOUNT}/changePassword`]);
    });
  });

  it("is gone once its deletion is over, not when OVH shows it no more", async () => {
    const service = new Service();
    service.account = existing;
    await withMailApi(service.replyTo, async (api, changes) => {
      await mailboxKind.delete(api, "les-amis.example/contact", {});
      expect(service.tasks).toEqual([]);
      expect(changes()).toEqual([`DELETE ${ACCOUNT}`]);
    });
  });
});

describe("the size of a mailbox", () => {
  const small = { ...inputs, size: 300_000_000 };
  const refusal =
    "OVH's offer for les-amis.example has no mailbox of 300 MB: its size must be one of 25, 500, 5000 MB";

  it.each([[null], [[]], [[300_000_000, 5_000_000_000]]])(
    "is as wanted where OVH has the sizes %j",
    async (sizes) => {
      const service = new Service();
      service.allowedAccountSize = sizes;
      await withMailApi(service.replyTo, async (api) => {
        const { inputs: made } = await mailboxKind.create(api, small);
        expect(made.size).toBe(300_000_000);
      });
    },
  );

  it("is refused before anything is made, with the sizes that OVH has", async () => {
    const service = new Service();
    service.allowedAccountSize = [5_000_000_000, 25_000_000, 500_000_000];
    await withMailApi(service.replyTo, async (api, changes) => {
      await expect(mailboxKind.create(api, small)).rejects.toThrow(refusal);
      expect(changes()).toEqual([]);
    });
  });

  it("is refused when it changes, and only then", async () => {
    const service = new Service();
    service.account = { ...existing, size: 100 };
    service.allowedAccountSize = [5_000_000_000, 25_000_000, 500_000_000];
    await withMailApi(service.replyTo, async (api, changes) => {
      const id = "les-amis.example/contact";
      const olds = { ...inputs, size: 100 };
      await expect(mailboxKind.update(api, id, olds, small)).rejects.toThrow(
        refusal,
      );
      expect(changes()).toEqual([]);
      // A size of an offer of before.
      const renamed = { ...olds, description: "Renamed" };
      await mailboxKind.update(api, id, olds, renamed);
      expect(changes()).toEqual([`PUT ${ACCOUNT}`]);
    });
  });
});
