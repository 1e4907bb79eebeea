import { type FaultName, type SandboxContext, fault } from "../context";
import type { Json, ResourceHandler } from "../resource-provider";
import { ApiError } from "./api-error";

const ERRORS: readonly [FaultName, ApiError][] = [
  [
    "api-429",
    new ApiError(429, "Client::TooManyRequests", "Too Many Requests"),
  ],
  [
    "api-500",
    new ApiError(500, "Server::InternalServerError", "Internal Server Error"),
  ],
];

/** Calls that failed already, by fault and resource. */
type Failed = Record<string, true>;

/** Whether this call has not failed before. */
export function isFirstTime(
  ctx: Pick<SandboxContext, "store">,
  key: string,
): Promise<boolean> {
  return ctx.store.update<Failed, boolean>("api-faults", {}, (failed) => {
    const known = failed[key] === true;
    failed[key] = true;
    return !known;
  });
}

/**
 * The handler behind an API with bad days: while `api-429` or `api-500` is switched on, the first create, update and delete
 * of each resource fails, and nothing was done. The real provider retries nothing, so the next run of the program heals.
 */
export function withFaults(
  ctx: SandboxContext,
  handler: ResourceHandler,
): ResourceHandler {
  const badDay = async (call: string, resource: string): Promise<void> => {
    for (const [name, error] of ERRORS) {
      if (!fault(ctx, name)) continue;
      const key = `${name} ${call} ${handler.type} ${resource}`;
      if (await isFirstTime(ctx, key)) throw error;
    }
  };
  const update = handler.update?.bind(handler);
  return {
    ...handler,
    async create(inputs: Json, urn: string) {
      await badDay("create", urn);
      return handler.create(inputs, urn);
    },
    async delete(id: string, props: Json) {
      await badDay("delete", id);
      return handler.delete(id, props);
    },
    ...(update === undefined
      ? {}
      : {
          async update(id: string, olds: Json, news: Json) {
            await badDay("update", id);
            return update(id, olds, news);
          },
        }),
  };
}
