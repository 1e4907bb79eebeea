import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { quote } from "./remote-script";

/** The rate guard beside a Postfix made up, in a folder that stands for the server's root. */
const GUARD = join(__dirname, "scripts", "mail-guard.py");
const ACCOUNT = {
  displayName: "Les Amis",
  domain: "les-amis.example",
  contact: "technique@soltic.example",
  limit: 3,
  minutes: 2,
};
const MARK = "var/lib/epicerie-mail/les-amis";
const MAIL = "etc/epicerie/mail";
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "epicerie-mail-"));
  for (const folder of ["run/lock", "var/lib/epicerie-mail"])
    mkdirSync(join(root, folder), { recursive: true });
  put(`${MAIL}/accounts/les-amis.json`, JSON.stringify(ACCOUNT));
  put(`${MAIL}/senders.d/les-amis`, "@les-amis.example les-amis@epicerie\n");
  put(`${MAIL}/senders.d/velo`, "@velo.example velo@epicerie\n");
  put(`${MAIL}/routes.d/-bounces`, "<> smtp:\n");
  put(`${MAIL}/routes.d/les-amis`, "@les-amis.example out-les-amis:\n");
  put(`${MAIL}/passwords/les-amis`, "secret");
  put("queue", "");
  put("asked", "");
  for (const name of ["saslpasswd2", "postconf", "postfix"]) program(name, ":");
  program("postqueue", 'if [ "$1" = -j ]; then cat $EPICERIE_ROOT/queue; fi');
  program(
    "postsuper",
    'echo "$@" $(sort) >>$EPICERIE_ROOT/asked; [ "$1" != -d ] || : >$EPICERIE_ROOT/queue',
  );
  program(
    "sendmail",
    'echo "$@" >>$EPICERIE_ROOT/sent; cat >>$EPICERIE_ROOT/sent',
  );
});
afterEach(() => rmSync(root, { recursive: true }));

function put(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function program(name: string, body: string): void {
  put(`bin/${name}`, `#!/bin/bash\n${body}\n`);
  chmodSync(join(root, "bin", name), 0o755);
}

const textOf = (file: string): string => readFileSync(join(root, file), "utf8");
const isThere = (file: string): boolean => existsSync(join(root, file));

function python(words: readonly string[], input = ""): string {
  const set = `export PYTHONDONTWRITEBYTECODE=1 EPICERIE_MAIL_HOST=commun-1.soltic.example EPICERIE_ROOT=${quote(root)}`;
  const { status, stdout, stderr } = spawnSync(
    "bash",
    ["-c", `${set}; PATH=$EPICERIE_ROOT/bin:$PATH python3 "$@"`, "-", ...words],
    { input, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

const ask = (...words: string[]): unknown => {
  const printed = python([GUARD, ...words]);
  return printed === "" ? undefined : JSON.parse(printed);
};

/** What a few lines print that have the guard's own functions at hand. */
const within = (lines: string): string[] =>
  python(["-", GUARD], `import sys, threading\n${LOAD}\n${lines}`)
    .trim()
    .split("\n");
const LOAD = `import importlib.util
spec = importlib.util.spec_from_file_location("guard", sys.argv[1])
mail = importlib.util.module_from_spec(spec)
spec.loader.exec_module(mail)
clock, news = [0], threading.Event()
guard = mail.Guard(news, lambda: clock[0])
def decide(size=0):
    print(guard.decide({"sasl_username": "les-amis@epicerie", "recipient_count": "1", "size": str(size)}))
mark = mail.STOPPED / "les-amis"`;

/** Fills the queue, a message per sender, as \`postqueue -j\` prints it. */
function queue(senders: readonly string[], where = "hold", size = 1000): void {
  const lines = senders.map((sender, index) =>
    JSON.stringify({
      queue_name: where,
      queue_id: `ID${String(index)}`,
      arrival_time: 1,
      message_size: size,
      sender,
      recipients: [{ address: "ami@ailleurs.example" }],
    }),
  );
  put("queue", lines.map((line) => `${line}\n`).join(""));
}

const times = (count: number, sender: string): string[] =>
  Array<string>(count).fill(sender);
const OURS = "Contact@Les-Amis.example";
const HELD = "HOLD its beneficiary is stopped";
const FULL =
  "DEFER_IF_PERMIT 4.7.1 its beneficiary is stopped, and too much of its mail waits already";

describe("who writes to too many", () => {
  it("is stopped, and somebody is to be told", () => {
    expect(
      within(
        "for _ in range(4): decide()\nprint(news.is_set(), mark.exists())",
      ),
    ).toEqual(["DUNNO", "DUNNO", "DUNNO", HELD, "True True"]);
  });

  it("is not who writes slowly", () => {
    expect(within("for _ in range(6):\n  decide()\n  clock[0] += 41")).toEqual(
      times(6, "DUNNO"),
    );
  });

  it("is asked to come back later once a thousand of its messages wait, and those of nobody else count", () => {
    put(MARK, "told\n");
    queue([...times(999, OURS), ...times(9, "a@velo.example")]);
    expect(within("decide()\ndecide()")).toEqual([HELD, FULL]);
  });

  it("is asked to come back later once what waits is too large", () => {
    put(MARK, "told\n");
    queue(times(20, OURS), "hold", 24_000_000);
    expect(within("decide(19_000_000)\ndecide(2_000_000)")).toEqual([
      HELD,
      FULL,
    ]);
  });

  it("has room again once somebody has deleted what waited", () => {
    put(MARK, "told\n");
    queue(times(1000, OURS));
    expect(
      within(
        "decide()\n(mail.ROOT / 'queue').write_text('')\ndecide()\nclock[0] += 10\ndecide()",
      ),
    ).toEqual([FULL, FULL, HELD]);
  });
});

describe("what waits", () => {
  it("is shown and let go in whatever case its sender was written", () => {
    queue([OURS, "a@velo.example", "b@pas-les-amis.example"]);
    expect(ask("show", "les-amis")).toMatchObject({
      left: false,
      held: [{ from: OURS }],
    });
    expect(ask("release", "les-amis")).toEqual({ messages: 1 });
    expect(textOf("asked")).toBe("-H - ID0\n");
  });

  it("is not what never was here", () => {
    expect(ask("show", "velo")).toMatchObject({ limit: null, held: [] });
    expect(() => ask("release", "velo")).toThrow("velo has no account");
  });
});

describe("the alert", () => {
  const since = new Date("2026-01-02T03:04:05Z");
  beforeEach(() => {
    put(MARK, "");
    utimesSync(join(root, MARK), since, since);
  });

  it("leaves as from nobody, in the server's name, once", () => {
    within("mail.tell(mark)\nmail.tell(mark)");
    const sent = textOf("sent");
    expect(sent).toMatch(
      /^-f <> -t -i\nFrom: epicerie@commun-1\.soltic\.example\n/,
    );
    expect(sent.match(/^To: technique@soltic\.example$/gm)).toHaveLength(1);
    expect(textOf(MARK)).toBe("told\n");
    expect(statSync(join(root, MARK)).mtime).toEqual(since);
  });

  it("is tried again until it has left, by a guard that starts", () => {
    program("sendmail", "exit 75");
    const started =
      "threading.Thread(target=mail.keep_telling, args=(news,), daemon=True).start()\nimport time\ntime.sleep(0.5)";
    within(started);
    expect(textOf(MARK)).toBe("");
    program("sendmail", "cat >/dev/null");
    within(started);
    expect(textOf(MARK)).toBe("told\n");
  });
});

describe("who goes, or moves to another server", () => {
  const left = (): string[] =>
    readdirSync(join(root, MAIL), { recursive: true, encoding: "utf8" }).filter(
      (file) => file.includes("les-amis"),
    );

  it("leaves nothing behind when nothing waits", () => {
    ask("remove", "les-amis");
    expect(left()).toEqual([]);
    expect(textOf(`${MAIL}/senders`)).toBe("@velo.example velo@epicerie\n");
    expect(textOf(`${MAIL}/routes`)).toBe("<> smtp:\n");
  });

  it("leaves what waits, held, with its way out, and somebody is told", () => {
    queue([OURS, "a@velo.example"], "deferred");
    ask("remove", "les-amis");
    expect(textOf("asked")).toBe("-h - ID0\n");
    expect(textOf(`${MAIL}/senders`)).toBe("@velo.example velo@epicerie\n");
    expect(left().sort()).toEqual([
      "accounts/les-amis.json",
      "passwords/les-amis",
      "routes.d/les-amis",
    ]);
    within("mail.tell(mark)");
    expect(textOf("sent")).toContain("--server commun=");
    expect(ask("show", "les-amis")).toMatchObject({ left: true });
    ask("sweep");
    expect(left()).toHaveLength(3);
  });

  it("is forgotten once somebody has decided and nothing waits any more", () => {
    queue([OURS]);
    ask("remove", "les-amis");
    expect(ask("release", "les-amis")).toEqual({ messages: 1 });
    expect(left()).toHaveLength(3);
    put("queue", "");
    ask("sweep");
    expect(left()).toEqual([]);
  });

  it("is told of when it was stopped, though nothing waits", () => {
    put(MARK, "told\n");
    ask("remove", "les-amis");
    expect(textOf(MARK)).toBe("");
    within("mail.tell(mark)");
    ask("sweep");
    expect(left()).toEqual([]);
    expect(isThere(MARK)).toBe(false);
  });
});
