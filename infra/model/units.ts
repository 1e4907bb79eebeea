/** Units are types: `disk: 20` does not compile, `disk: gigabytes(20)` does. Decimal units, as OVH sells them. */

declare const unit: unique symbol;

/** A whole number of gigabytes (10^9 bytes). */
export type Gigabytes = number & { readonly [unit]: "GB" };

/** A whole number of megabytes (10^6 bytes). */
export type Megabytes = number & { readonly [unit]: "MB" };

export function gigabytes(amount: number): Gigabytes {
  return amount as Gigabytes;
}

export function megabytes(amount: number): Megabytes {
  return amount as Megabytes;
}

/** Bytes in so many megabytes. */
export function bytes(amount: Megabytes): number {
  return amount * 1_000_000;
}
