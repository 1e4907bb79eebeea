/**
 * Whether a text is a time in systemd's words that we can check here: a weekday, a date, a time of day and a time zone, each of
 * which may be left out, or one word such as `daily`. What else systemd takes is refused: fractions of seconds, days counted from
 * the end of a month. Source: systemd.time(7), "CALENDAR EVENTS"
 */
export function isCalendar(text: string): boolean {
  if (WORDS.includes(text)) return true;
  const parts = text.split(" ");
  const taken = [isWeekdays, isDate, isTime, isZone].filter((isPart) => {
    const [first] = parts;
    if (first === undefined || !isPart(first)) return false;
    parts.shift();
    return true;
  });
  return parts.length === 0 && taken.some((isPart) => isPart !== isZone);
}

const WORDS: readonly string[] = [
  "minutely",
  "hourly",
  "daily",
  "weekly",
  "monthly",
  "quarterly",
  "semiannually",
  "yearly",
];

const WEEK: readonly string[] = "mon tue wed thu fri sat sun".split(" ");

/** `Mon..Fri`, `Sat,Sun` */
function isWeekdays(text: string): boolean {
  return text.split(",").every((item) => {
    const days = item.split("..").map((day) => WEEK.indexOf(day.toLowerCase()));
    const [from = -1, to = from] = days;
    return days.length <= 2 && from >= 0 && from <= to;
  });
}

/** `*-*-01`, `2026-12-24`, `*-06..08-01`, without the year too */
function isDate(text: string): boolean {
  const parts = text.split("-");
  if (parts.length < 2 || parts.length > 3) return false;
  const [day = "", month = "", year = "*"] = parts.reverse();
  return isPart(day, 1, 31) && isPart(month, 1, 12) && isPart(year, 1970, 2199);
}

/** `03:15`, `*:0/5`, `8..18:00:30` */
function isTime(text: string): boolean {
  const parts = text.split(":");
  if (parts.length < 2 || parts.length > 3) return false;
  const [hour = "", minute = "", second = "0"] = parts;
  return isPart(hour, 0, 23) && isPart(minute, 0, 59) && isPart(second, 0, 59);
}

function isZone(text: string): boolean {
  return text === "UTC" || /^[A-Z][A-Za-z]+\/[A-Z][A-Za-z_/]+$/.test(text);
}

/** `*`, or numbers, ranges and steps: `5`, `1..5`, `0/15`, `8..18/2`, several of them after commas. */
function isPart(text: string, least: number, most: number): boolean {
  if (text === "*") return true;
  return text.split(",").every((item) => {
    const found = /^(\d{1,4})(?:\.\.(\d{1,4}))?(?:\/(\d{1,4}))?$/.exec(item);
    if (!found) return false;
    const [, from, to = from, step = "1"] = found;
    const isIn = (value: number): boolean => value >= least && value <= most;
    return (
      isIn(Number(from)) &&
      isIn(Number(to)) &&
      Number(from) <= Number(to) &&
      Number(step) > 0
    );
  });
}
