import { OvhApi } from "./ovh-api";
import { signature } from "./signature";
import { fastClock, type Reply, scriptedApi } from "./testing";

const keys = {
  applicationKey: "key",
  applicationSecret: "application-secret",
  consumerKey: "consumer",
};

async function withApi<T>(
  replies: Reply[],
  work: (
    api: OvhApi,
    seen: Awaited<ReturnType<typeof scriptedApi>>,
    clock: ReturnType<typeof fastClock>,
  ) => Promise<T>,
): Promise<T> {
  const scripted = await scriptedApi(replies);
  const clock = fastClock();
  const { endpoint } = scripted;
  const api = new OvhApi({ endpoint, credentials: keys }, clock);
  try {
    return await work(api, scripted, clock);
  } finally {
    await scripted.close();
  }
}

const ok = (body?: unknown): Reply => ({ status: 200, body });

describe("a call", () => {
  it("is signed by OVH's clock", () =>
    withApi([ok(["1", 2])], async (api, { calls, endpoint }) => {
      const ids = await api.list("/x", { from: "a@b.example" });
      expect(ids).toEqual(["1", "2"]);
      const [call] = calls;
      expect(call?.path).toBe("/x?from=a%40b.example");
      expect(call?.headers).toMatchObject({
        "x-ovh-application": "key",
        "x-ovh-consumer": "consumer",
        "x-ovh-timestamp": "1000",
        "x-ovh-signature": signature(
          keys,
          "GET",
          `${endpoint}/x?from=a%40b.example`,
          "",
          1000,
        ),
      });
    }));

  it("finds nothing where the API says 404", () =>
    withApi([{ status: 404 }], async (api) => {
      expect(await api.find("/x")).toBeUndefined();
    }));

  it("carries a token where that is the credential", async () => {
    const scripted = await scriptedApi([ok({ a: 1 })]);
    const { endpoint } = scripted;
    const api = new OvhApi({ endpoint, credentials: { accessToken: "t" } });
    expect(await api.find("/x")).toEqual({ a: 1 });
    expect(scripted.calls[0]?.headers.authorization).toBe("Bearer t");
    await scripted.close();
  });

  it.each<[string, Reply, number]>([
    ["429, as late as it asks", { status: 429, retryAfter: "7" }, 7000],
    ["503", { status: 503 }, 500],
    ["a lost answer", "nothing", 500],
  ])("is made again after %s", (_why, reply, delay) =>
    withApi([reply, ok({ a: 1 })], async (api, { calls }, clock) => {
      expect(await api.find("/x")).toEqual({ a: 1 });
      expect(calls).toHaveLength(2);
      expect(clock.slept).toEqual([delay]);
    }),
  );

  it("is given up after eight tries, with the vendor's reason", () => {
    const busy: Reply = { status: 500, body: { message: "Sorry" } };
    return withApi(
      Array<Reply>(8).fill(busy),
      async (api, { calls }, { slept }) => {
        await expect(api.put("/x", {})).rejects.toThrow(
          "OVH refuses (PUT /x): 500 Sorry, query EU.test",
        );
        expect(calls).toHaveLength(8);
        expect(slept.reduce((sum, ms) => sum + ms)).toBe(63_500);
      },
    );
  });

  it("is not made again when it is refused", () =>
    withApi([{ status: 403 }], async (api, { calls }) => {
      await expect(api.put("/x", {})).rejects.toMatchObject({ status: 403 });
      expect(calls).toHaveLength(1);
    }));

  it("takes a deletion of what is gone for done", () =>
    withApi(["nothing", { status: 404 }], async (api) => {
      await api.delete("/x");
    }));

  it("tells no password that an answer repeats", () =>
    withApi(
      [{ status: 400, body: { message: "bad: correct-horse" } }],
      async (api) => {
        const call = api.repeatablePost("/x", { password: "correct-horse" });
        await expect(call).rejects.toThrow("400 bad: [secret]");
      },
    ));
});

describe("what must not exist twice", () => {
  it("is looked for after a lost answer, and not made again", () =>
    withApi(["nothing"], async (api, { calls }) => {
      await api.makeOnce("/x", {}, () => Promise.resolve(true));
      expect(calls).toHaveLength(1);
    }));

  it("is made again when it is not there", () =>
    withApi([{ status: 502 }, ok()], async (api, { calls }) => {
      await api.makeOnce("/x", {}, () => Promise.resolve(false));
      expect(calls).toHaveLength(2);
    }));

  it("is made when the second try says that it exists", () =>
    withApi(["nothing", { status: 409 }], async (api) => {
      await api.makeOnce("/x", {}, () => Promise.resolve(false));
    }));

  it("fails when the first try says that it exists", () =>
    withApi([{ status: 409 }], async (api) => {
      const made = api.makeOnce("/x", {}, () => Promise.resolve(true));
      await expect(made).rejects.toMatchObject({ status: 409, unsure: false });
    }));

  it("waits as asked after a 429, without looking", () =>
    withApi(
      [{ status: 429, retryAfter: "2" }, ok()],
      async (api, _seen, { slept }) => {
        const looked = jest.fn();
        await api.makeOnce("/x", {}, looked);
        expect(looked).not.toHaveBeenCalled();
        expect(slept).toEqual([2000]);
      },
    ));
});

it("takes a change for accepted when the second try finds it under way", () =>
  withApi(["nothing", { status: 409 }], async (api, { calls }) => {
    await api.put("/x", {});
    expect(calls).toHaveLength(2);
  }));

describe("a client of OAuth2", () => {
  const token = ok({ access_token: "t", expires_in: 3600 });
  const withClient = async <T>(
    replies: Reply[],
    work: (
      api: OvhApi,
      seen: Awaited<ReturnType<typeof scriptedApi>>,
      clock: ReturnType<typeof fastClock>,
    ) => Promise<T>,
  ): Promise<T> => {
    const scripted = await scriptedApi(replies);
    const { endpoint } = scripted;
    const tokenUrl = `${endpoint}/token`;
    const credentials = { clientId: "i", clientSecret: "s", tokenUrl };
    const clock = fastClock();
    try {
      const api = new OvhApi({ endpoint, credentials }, clock);
      return await work(api, scripted, clock);
    } finally {
      await scripted.close();
    }
  };

  it("gets one token for its calls", () =>
    withClient([token, ok(), ok()], async (api, { calls }) => {
      await api.put("/x", {});
      await api.put("/y", {});
      expect(calls.map(({ path }) => path)).toEqual(["/token", "/x", "/y"]);
      expect(calls[0]?.body).toContain("grant_type=client_credentials");
      expect(calls[2]?.headers.authorization).toBe("Bearer t");
    }));

  it.each<[string, Reply, number]>([
    ["429, as late as it asks", { status: 429, retryAfter: "7" }, 7000],
    ["503", { status: 503 }, 500],
    ["a lost answer", "nothing", 500],
  ])("asks for its token again after %s: the call waits", (_why, reply, ms) =>
    withClient([reply, token, ok()], async (api, { calls }, { slept }) => {
      const looked = jest.fn();
      await api.makeOnce("/x", {}, looked);
      // It was never sent, so nobody need look for what it made.
      expect(looked).not.toHaveBeenCalled();
      expect(calls.map(({ path }) => path)).toEqual(["/token", "/token", "/x"]);
      expect(slept).toEqual([ms]);
    }),
  );

  it("is told that it gets none, which is not that what it asks for is gone", () =>
    withClient([{ status: 404 }, { status: 401 }], async (api, { calls }) => {
      const refusal = "OVH gives no access token to this client";
      await expect(api.find("/x")).rejects.toThrow(`${refusal} (404)`);
      await expect(
        api.makeOnce("/x", {}, () => Promise.resolve(true)),
      ).rejects.toMatchObject({ message: `${refusal} (401)`, unsure: false });
      expect(calls).toHaveLength(2);
    }));

  it("gives its token up after eight tries", () =>
    withClient(
      Array<Reply>(8).fill({ status: 503 }),
      async (api, { calls }) => {
        await expect(api.delete("/x")).rejects.toThrow("(503)");
        expect(calls).toHaveLength(8);
      },
    ));
});
