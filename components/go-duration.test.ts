import { goDuration } from "./go-duration";

it.each([
  [0, "0s"],
  [5, "5s"],
  [60, "1m"],
  [90, "1m30s"],
  [3600, "1h"],
  [3605, "1h0m5s"],
  [5400, "1h30m"],
])("writes %d seconds as %s", (seconds, text) => {
  expect(goDuration(seconds)).toBe(text);
});
