/** "a, b et c": the last two joined by the language's word. */
export function enumerate(items: readonly string[], and: string): string {
  if (items.length < 2) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} ${and} ${items[items.length - 1] ?? ""}`;
}

/** Seconds as people say them: `0,4 s`, `12 s`, `3 min 05 s`. */
export function duration(seconds: number, decimalMark: "," | "."): string {
  if (seconds < 9.95)
    return `${seconds.toFixed(1).replace(".", decimalMark)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}

/** Bytes as binary units, for disks and memory: `3,5 GiB`. */
export function bytes(count: number, decimalMark: "," | "."): string {
  const gibibytes = count / 1024 ** 3;
  const shown =
    gibibytes < 10 ? gibibytes.toFixed(1) : String(Math.round(gibibytes));
  return `${shown.replace(".", decimalMark)} GiB`;
}
