import { type Rule, UNKNOWN } from "./rule";
import { valueAt } from "./values";

/** Where each type says how much memory it may use. */
const LIMITS: Readonly<Record<string, readonly string[]>> = {
  "docker:index/container:Container": ["memory"],
  "docker:index/service:Service": [
    "taskSpec",
    "resources",
    "limits",
    "memoryBytes",
  ],
};

/** Every service and container has a memory limit: without one, the first that leaks takes its neighbours down with it. */
export const memoryLimits: Rule = {
  id: "memory-limits",
  check({ type, inputs }) {
    const path = LIMITS[type];
    if (path === undefined) return [];
    const limit = valueAt(inputs, ...path);
    // Docker reads 0 as no limit.
    if (limit === UNKNOWN || Number(limit) > 0) return [];
    return [(texts) => texts.noMemoryLimit(path.join("."))];
  },
};
