import type { SandboxContext } from "../context";

/** A context for providers that are only asked what they accept and how they compare: no engine, no network. */
export function openContextOnly(): SandboxContext {
  const nothing = new Proxy(
    {},
    {
      get: (_target, name) => {
        throw new Error(`a check must not act: ${String(name)}`);
      },
    },
  );
  return {
    home: "/nonexistent",
    folder: "/nonexistent/sandbox",
    id: "00000000",
    labels: {},
    docker: nothing,
    store: nothing,
    extNet: nothing,
    ca: nothing,
    progress: () => undefined,
  } as unknown as SandboxContext;
}
