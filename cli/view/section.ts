/** A label, its value, and where the value comes from. */
export type Row = readonly [label: string, value: string, origin?: string];

/** A title and its rows, the values below each other; nothing for no rows. */
export function section(title: string, rows: readonly Row[]): string[] {
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(([label]) => label.length));
  return [
    "",
    title,
    ...rows.map(([label, value, origin]) => {
      const from = origin === undefined ? "" : ` (${origin})`;
      return `  ${label.padEnd(width)}  ${value}${from}`;
    }),
  ];
}
