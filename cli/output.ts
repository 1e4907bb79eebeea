/** Where a stream of text goes; `process.stdout` is one. */
export interface TextStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/**
 * What a command says. Sentences go to standard output, and to standard error when the result is asked for as JSON, so
 * that the JSON stays alone on its stream.
 */
export class Output {
  private readonly sentences: TextStream;
  private live = "";

  constructor(
    private readonly results: TextStream,
    private readonly errors: TextStream,
    resultIsJson: boolean,
  ) {
    this.sentences = resultIsJson ? errors : results;
  }

  /** Whether a line may be redrawn in place. */
  get interactive(): boolean {
    return this.sentences.isTTY === true;
  }

  line(text = ""): void {
    this.aside(() => this.sentences.write(`${text}\n`));
  }

  error(text: string): void {
    this.aside(() => this.errors.write(`${text}\n`));
  }

  json(value: unknown): void {
    this.aside(() => this.results.write(`${JSON.stringify(value, null, 2)}\n`));
  }

  /** Columns as wide as their widest cell. */
  table(rows: readonly (readonly string[])[]): void {
    for (const line of tableLines(rows)) this.line(line);
  }

  /** Replaces the live line on a terminal; an empty text removes it. Says nothing elsewhere. */
  status(text: string): void {
    if (!this.interactive) return;
    this.live = text;
    this.sentences.write(`${ERASE_LINE}${text}`);
  }

  private aside(write: () => void): void {
    if (!this.live) return write();
    this.sentences.write(ERASE_LINE);
    write();
    this.sentences.write(this.live);
  }
}

/** A line per row, its columns as wide as their widest cell. */
export function tableLines(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows.map((row) => {
    const cells = row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    return cells.join("  ").trimEnd();
  });
}

const ERASE_LINE = "\r\u001b[2K";
