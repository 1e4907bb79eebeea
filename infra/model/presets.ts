import type { Size } from "./input";
import { type Gigabytes, gigabytes } from "./units";

/** What an association gets where its file says nothing else. A value written by hand wins. */
export interface Preset {
  /**
   * Its disk, if one of its apps keeps files. The same whatever its apps are, since a disk that shrank with a removed app
   * would be refused.
   */
  readonly disk: Gigabytes;
  /** Each app's memory, in times what the catalog calls usual. */
  readonly memoryFactor: number;
}

/** The sizes, smallest first. A disk only ever grows: raise these numbers, never lower them. */
export const presets: Readonly<Record<Size, Preset>> = {
  small: { disk: gigabytes(10), memoryFactor: 1 },
  medium: { disk: gigabytes(50), memoryFactor: 1.5 },
  large: { disk: gigabytes(200), memoryFactor: 2 },
};

export const SIZES = Object.keys(presets) as readonly Size[];

export const DEFAULT_SIZE: Size = "small";

/** Whether somebody's text names a size. */
export function isSize(text: string): text is Size {
  return (SIZES as readonly string[]).includes(text);
}
