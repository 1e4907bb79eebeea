import type { AppDefinition } from "../../apps-catalog/define-app";
import type { ScheduledJob } from "../../apps-catalog/define-service";
import { isCalendar } from "./calendar";
import { isName } from "./names";
import type { ProblemList } from "./problems";
import { checkWhole, hasKind, hasShape, type Shape } from "./shape";

/** A command that runs again and again in a site's own container, as the user that its pages run as. It never overlaps itself. */
export interface CronInput {
  /** When, as systemd has it: "*:0/15" every quarter of an hour, "03:15" every night, "Mon 08:00". Source: systemd.time(7) */
  readonly schedule: string;
  /** The program and its words, e.g. `["php", "/var/www/html/cron.php"]`: no shell reads them. */
  readonly command: readonly string[];
  /**
   * Minutes after which it is stopped, at most a day.
   * @default 60
   */
  readonly timeoutMinutes?: number;
}

const cronShape: Shape<CronInput> = {
  schedule: { kind: "text", required: true },
  command: { kind: "list", required: true },
  timeoutMinutes: { kind: "number" },
};

const DAY = 24 * 60;
const HOUR = 60;

/** What an association asks for by the clock, complete; `able` are the titles of apps that can be asked. */
export function resolveCron(
  written: Readonly<Record<string, unknown>> | undefined,
  { title, cronUser }: AppDefinition,
  able: readonly string[],
  problems: ProblemList,
): Record<string, ScheduledJob> {
  if (written === undefined) return {};
  const here = problems.at("cron");
  if (cronUser === undefined) {
    here.add((texts) => texts.cronNotTaken(title, able));
    return {};
  }
  const jobs = Object.entries(written).flatMap(([name, job]) => {
    const at = here.at(name);
    if (!isName(name)) at.add((texts) => texts.invalidName(), name);
    if (!hasShape<CronInput>(job, cronShape, at)) return [];
    checkJob(job, at);
    const { schedule, command, timeoutMinutes = HOUR } = job;
    return [[name, { schedule, command, timeoutMinutes, user: cronUser }]];
  });
  return Object.fromEntries(jobs) as Record<string, ScheduledJob>;
}

function checkJob(
  { schedule, command, timeoutMinutes = HOUR }: CronInput,
  problems: ProblemList,
): void {
  if (!isCalendar(schedule))
    problems.at("schedule").add((texts) => texts.invalidSchedule(), schedule);
  checkWhole(timeoutMinutes, 1, DAY, problems.at("timeoutMinutes"));
  const here = problems.at("command");
  if (command.length === 0) here.add((texts) => texts.emptyCommand());
  command.forEach((word: unknown, index) => {
    const at = problems.at(`command[${String(index)}]`);
    if (hasKind(word, "text", at) && !isWord(word, index))
      at.add((texts) => texts.invalidWord(), word);
  });
}

/** What a program can be told: a text that ends where it ends; the first word names the program. */
function isWord(word: string, index: number): boolean {
  return !word.includes("\0") && (index > 0 || word.trim() !== "");
}
