import type { AppInput, BeneficiaryInput } from "./input";
import { resolveApps } from "./installed-app";
import { presets } from "./presets";
import { BENEFICIARY_INPUT, resolved as resolvedIn } from "./testing";

const command = ["php", "/var/www/html/remind.php"];
const job = { schedule: "*:0/15", command };

function resolved(app: Partial<AppInput>) {
  const input: BeneficiaryInput = {
    ...BENEFICIARY_INPUT,
    apps: [{ app: "php-site", at: "www", ...app }],
  };
  const place = { server: undefined, preset: presets.small };
  return resolvedIn("stacks/les-amis.ts", (list) =>
    resolveApps(input, place, list),
  );
}

/** What is written anyhow, as a file with a cast would. */
const wrong = (cron: unknown): Partial<AppInput> => ({ cron }) as never;

it("has each command run as the site's own user, for an hour at most", () => {
  const { model, problems } = resolved({ cron: { remind: job } });
  expect(problems).toEqual([]);
  expect(model[0]?.cron).toEqual({
    remind: { ...job, timeoutMinutes: 60, user: 33 },
  });
});

it("has none unless some are asked for", () => {
  expect(resolved({}).model[0]?.cron).toEqual({});
});

const EXAMPLE = 'For example "*:0/15"';

it.each<[string, Partial<AppInput>, string]>([
  [
    "an app that is not the association's own code",
    { app: "wordpress", cron: { remind: job } },
    "cron: WordPress has scheduled jobs of its own and takes no others. Remove cron; only what the association programs itself takes any: Site PHP.",
  ],
  [
    "a name that no timer can have",
    { cron: { "Relance !": job } },
    'cron.Relance !: this name is not allowed (received: "Relance !"). Lower',
  ],
  [
    "the clock of another program",
    { cron: { remind: { ...job, schedule: "*/15 * * * *" } } },
    `cron.remind.schedule: this is not a time that systemd understands (received: "*/15 * * * *"). ${EXAMPLE}`,
  ],
  [
    "no command",
    { cron: { remind: { ...job, command: [] } } },
    "cron.remind.command: the command is missing. For example",
  ],
  [
    "a command in one text",
    wrong({ remind: { ...job, command: "php cron.php" } }),
    "cron.remind.command: ",
  ],
  [
    "a word that is no text",
    wrong({ remind: { ...job, command: ["php", 5] } }),
    "cron.remind.command[1]: ",
  ],
  [
    "a word that ends before its end",
    { cron: { remind: { ...job, command: ["php", "a\0b"] } } },
    "cron.remind.command[1]: no program can be given this word",
  ],
  [
    "no program",
    { cron: { remind: { ...job, command: ["", "x"] } } },
    "cron.remind.command[0]: no program can be given this word",
  ],
  [
    "more than a day",
    { cron: { remind: { ...job, timeoutMinutes: 2000 } } },
    "cron.remind.timeoutMinutes: ",
  ],
  [
    "another user",
    wrong({ remind: { ...job, user: 0 } }),
    "cron.remind.user: ",
  ],
  ["what is no job", wrong({ remind: "daily" }), "cron.remind: "],
])("refuses %s", (_, app, expected) => {
  const [first, ...others] = resolved(app).problems;
  expect(first).toContain(`stacks/les-amis.ts: apps[0].${expected}`);
  expect(others).toEqual([]);
});
