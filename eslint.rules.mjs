/** Two rules that no installed plugin has. */

/** A constructor is a table of contents: at most so many lines. */
export const constructorLength = {
  meta: {
    type: "suggestion",
    schema: [{ type: "integer" }],
    messages: {
      long: "This constructor has {{lines}} lines; at most {{most}}: move its parts into helpers.",
    },
  },
  create(context) {
    const [most = 40] = context.options;
    return {
      "MethodDefinition[kind='constructor']"(node) {
        const lines = node.loc.end.line - node.loc.start.line + 1;
        if (lines > most)
          context.report({ node, messageId: "long", data: { lines, most } });
      },
    };
  },
};

/** A suppression says why, after ` -- `. */
export const explainedSuppressions = {
  meta: {
    type: "suggestion",
    schema: [],
    messages: {
      unexplained:
        "Say why, after ` -- `: // eslint-disable-next-line rule -- reason",
    },
  },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          const suppresses = /^\s*eslint-disable/.test(comment.value);
          if (suppresses && !/ -- \S/.test(comment.value))
            context.report({ loc: comment.loc, messageId: "unexplained" });
        }
      },
    };
  },
};
