import type { Messages } from "../../messages/messages";
import type { Output } from "../output";

interface Running {
  readonly label: string;
  readonly since: number;
  detail?: string;
  announced: boolean;
}

/** Seconds: a step shorter than this is told once, when it ends. */
const SHORT = 1;
/** Seconds between two lines that say what is waited for. */
const PATIENCE = 10;
/** Characters of a detail; builders and package managers say long things. */
const LONGEST_DETAIL = 80;
/** At most so many running steps are named in one line. */
const MOST_NAMED = 3;

/**
 * Work under way, told as it happens: a line when a step begins and one when it ends, with the time it took; when
 * nothing has been said for ten seconds, what is waited for. On a terminal the running steps stand on a live last line.
 */
export class ProgressView {
  private readonly running = new Map<string, Running>();
  private readonly began: number;
  private readonly timer: NodeJS.Timeout;
  private lastSaid: number;

  constructor(
    private readonly output: Output,
    private readonly messages: Messages,
    /** Milliseconds. */
    private readonly now: () => number = Date.now,
  ) {
    this.began = this.lastSaid = now();
    this.timer = setInterval(() => this.tick(), output.interactive ? 250 : 500);
    this.timer.unref();
  }

  /** Seconds since the view was made. */
  get elapsed(): number {
    return (this.now() - this.began) / 1000;
  }

  /** A step begins. The key tells it apart; the label is what people read. */
  start(key: string, label: string): void {
    this.running.set(key, { label, since: this.now(), announced: false });
    this.draw();
  }

  /** What a running step is busy with or waits for. */
  detail(key: string, detail: string): void {
    const step = this.running.get(key);
    if (step)
      step.detail = (detail.trim().split("\n")[0] ?? "").slice(
        0,
        LONGEST_DETAIL,
      );
    this.draw();
  }

  /** A step ends: `sentence` is given the seconds it took, in words. Undefined seconds: as measured here. */
  end(key: string, sentence: (time: string) => string, seconds?: number): void {
    const since = this.running.get(key)?.since ?? this.now();
    this.running.delete(key);
    this.say(
      sentence(
        this.messages.words.duration(seconds ?? (this.now() - since) / 1000),
      ),
    );
    this.draw();
  }

  /** A step ends that nobody needs to hear of. */
  forget(key: string): void {
    this.running.delete(key);
    this.draw();
  }

  /** A line of its own between the steps. */
  say(text: string): void {
    this.lastSaid = this.now();
    this.output.line(`  ${text}`);
  }

  /** Nothing more will come. */
  stop(): void {
    clearInterval(this.timer);
    this.output.status("");
  }

  /** Says what is due: beginnings of steps that turn out long, and what is waited for. */
  tick(): void {
    if (this.output.interactive) return this.draw();
    for (const step of this.running.values()) {
      if (step.announced || this.now() - step.since < SHORT * 1000) continue;
      step.announced = true;
      this.say(`${this.described(step)} …`);
    }
    if (this.running.size > 0 && this.now() - this.lastSaid >= PATIENCE * 1000)
      this.say(this.waiting());
  }

  private described({ label, detail }: Running): string {
    return detail ? this.messages.progress.waitingFor(label, detail) : label;
  }

  private draw(): void {
    this.output.status(
      this.running.size > 0
        ? `  ${this.waiting()}`.slice(0, TERMINAL_WIDTH)
        : "",
    );
  }

  private waiting(): string {
    const { progress, words } = this.messages;
    const steps = [...this.running.values()];
    const named = steps
      .slice(0, MOST_NAMED)
      .map((step) => this.described(step));
    const others =
      steps.length > MOST_NAMED ? `, +${steps.length - MOST_NAMED}` : "";
    return progress.waiting(
      words.duration(this.elapsed),
      named.join(", ") + others,
    );
  }
}

/** Characters: a live line that wraps could not be erased. */
const TERMINAL_WIDTH = Math.max(40, (process.stdout.columns || 100) - 1);
