import { echo } from "../components/testing";
import { fileBackend } from "../engine/backend";
import type { EngineOptions } from "../engine/engine";
import type { Model } from "./model/model";
import { program } from "./program";

/** One stack of what is declared, in a folder that stands for the backend, on providers that answer at once. */
export function stackIn(
  folder: string,
  model: Model,
  stack: string,
): EngineOptions {
  return {
    project: "epicerie",
    stack,
    program: program(stack, { language: "en", model }),
    config: {},
    backend: fileBackend(folder),
    passphrase: "test",
    providers: echo,
  };
}
