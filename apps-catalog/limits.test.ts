import { catalog } from "./catalog";
import { limitsOf, processLimits } from "./limits";

it("never allows more processors than the server has", () => {
  expect(processLimits({}, { cpus: 2 })).toEqual({ cpus: 1, pids: 512 });
  const greedy = { cpus: 3, pids: 90 };
  expect(processLimits(greedy, { cpus: 2 })).toEqual({ cpus: 2, pids: 90 });
});

it("tells the limits of each container of an app", () => {
  const worker = {
    ...{ memoryShare: 0.5, health: { command: ["true"], startSeconds: 1 } },
    ...{ cpus: 0.5, pids: 60, log: { megabytes: 1, files: 2 } },
  };
  const app = { ...catalog.dokuwiki, services: { worker } };
  expect(limitsOf("wiki", app, { cpus: 2 })).toEqual([
    expect.objectContaining({ service: "wiki", cpus: 1 }),
    {
      ...{ service: "wiki--worker", cpus: 0.5, pids: 60 },
      log: { megabytes: 1, files: 2 },
    },
  ]);
});
