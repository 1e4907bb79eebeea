import { isCalendar } from "./calendar";

it.each([
  "*:0/15",
  "03:15",
  "03:15:30",
  "daily",
  "weekly",
  "Mon..Fri 08:00",
  "sat,sun 10:30",
  "Mon",
  "Mon,Wed..Fri 1:05",
  "*-*-01 04:00",
  "2026-12-24 18:00:00",
  "12-24",
  "Mon *-*-1..7 09:00 Europe/Paris",
  "8..18/2:05",
  "*:0,20,40 UTC",
  "*:*:0/10",
])("takes %s, as systemd does", (text) => {
  expect(isCalendar(text)).toBe(true);
});

it.each([
  "",
  "every hour",
  "*/5 * * * *",
  "*/5:00",
  "24:00",
  "12:60",
  "03",
  "*-13-01",
  "*-*-32",
  "Mon..Lun",
  "Fri..Mon",
  "18..8:00",
  "*:0/0",
  "03:15  UTC",
  "UTC",
  "03:15\nRUN=x",
  "daily 03:15",
])("refuses %j", (text) => {
  expect(isCalendar(text)).toBe(false);
});
