import * as pulumi from "@pulumi/pulumi";

/**
 * The alias of what `pulumi import <type> <name> <id>` brought into the state, where it has no parent: its component takes it
 * over. Without this the next `up` would plan another one, and the deletion of the one imported.
 */
export const IMPORTED: pulumi.Alias = { parent: pulumi.rootStackResource };
