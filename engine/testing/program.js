"use strict";
// One program for both engines: the embedded one calls it, the Pulumi CLI runs it as a project's entry point.
const pulumi = require("@pulumi/pulumi");

class Thing extends pulumi.CustomResource {
  constructor(name, args, options) {
    const outputs = { name: undefined, value: undefined, made: undefined };
    super("memory:index:Thing", name, { ...outputs, ...args }, options);
  }
}

class Group extends pulumi.ComponentResource {
  constructor(name) {
    super("test:index:Group", name, {});
    this.registerOutputs({ word: pulumi.secret("component-secret") });
  }
}

class Provider extends pulumi.ProviderResource {
  constructor(name, args) {
    super("memory", name, args);
  }
}

/** `value` of one resource is the only thing that varies. */
module.exports = (value) => {
  const parent = new Group("group");
  const token = pulumi.secret("very-secret");
  const provider = new Provider("explicit", { region: "GRA", token });
  const list = [1, pulumi.secret("hush-hush"), { deep: true }];
  const a = new Thing("a", { value: 1, list }, { parent });
  const b = new Thing(
    "b",
    { value: a.made, password: pulumi.secret("swordfish") },
    {
      parent,
      provider,
      protect: true,
      ignoreChanges: ["nothing"],
      replaceOnChanges: ["list[*]"],
      additionalSecretOutputs: ["made"],
      customTimeouts: { create: "10m" },
    },
  );
  const c = new Thing(
    "c",
    { value, empty: {}, none: [], zero: 0, no: false, text: "à <b> & c" },
    { dependsOn: [b], deletedWith: a, retainOnDelete: true },
  );
  return { made: b.made, id: c.id, nested: { inner: pulumi.secret("inner") } };
};
