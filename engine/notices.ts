import { type OperationType, labelOf } from "./state";

/** What the engine has to say on its own account, as facts: whoever shows it may have words of their own. */
export type Notice =
  | { readonly code: "protected"; readonly verb: "replace" | "delete" }
  | { readonly code: "interrupted"; readonly operation: OperationType }
  | { readonly code: "unknown-stack"; readonly name: string }
  | { readonly code: "stuck" | "nothing-left" | "stopped" };

/** A notice as an error, or to be told as one; its message is English. */
export class Noticed extends Error {
  constructor(
    readonly notice: Notice,
    urn = "",
  ) {
    super(worded(notice, urn));
    this.name = "Noticed";
  }
}

function worded(notice: Notice, urn: string): string {
  switch (notice.code) {
    case "protected":
      // In Pulumi's words.
      return (
        `unable to ${notice.verb} resource "${urn}"\nas it is currently marked for protection. ` +
        "To unprotect the resource, remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`"
      );
    case "interrupted":
      return (
        `the last run was interrupted while ${notice.operation} ${labelOf(urn)}; ` +
        (notice.operation === "creating"
          ? "if it came to be, the state does not know it: look for it, then delete it or import it"
          : "it is in the state and will be looked at again")
      );
    case "unknown-stack":
      return `the stack "${notice.name}" does not exist yet: bring it up first`;
    case "stuck":
      return "the program was ended, for it waits for an output of something that failed or was not started; what was done is kept";
    case "nothing-left":
      return "the program waits for something that never comes: two resources need each other, or a promise is never settled";
    case "stopped":
      return "stopped on request: what was running has finished, the rest was not started";
  }
}
