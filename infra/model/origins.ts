/** Where a value of the complete model comes from: the stack's file, the preset of its size, or the default of its field. */
export type Origin = "written" | "preset" | "default";

/** The origin of each field of `otherwise`, which says where the value comes from when nobody wrote one. */
export function originsOf<Field extends string>(
  otherwise: Readonly<Record<Field, Origin>>,
  input: { readonly [K in NoInfer<Field>]?: unknown },
): Readonly<Record<Field, Origin>> {
  const fields = Object.keys(otherwise) as Field[];
  const entries = fields.map((field): [Field, Origin] => [
    field,
    input[field] === undefined ? otherwise[field] : "written",
  ]);
  return Object.fromEntries(entries) as Record<Field, Origin>;
}
