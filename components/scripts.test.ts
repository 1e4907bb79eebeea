import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { quote } from "./remote-script";

/** Scripts of servers that ask little of one: run here in a folder that stands for the server's root, with a Docker made up. */
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "epicerie-scripts-"));
  mkdirSync(join(root, "run/lock"), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

function put(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function program(file: string, body: string): void {
  put(file, `#!/bin/bash\n${body}\n`);
  chmodSync(join(root, file), 0o755);
}

function run(
  script: string,
  parameters: Readonly<Record<string, string>>,
): { code: number | null; said: string } {
  const text = readFileSync(join(__dirname, "scripts", `${script}.sh`), "utf8");
  const assignments = Object.entries(parameters).map(
    ([name, value]) => `${name}=${quote(value)}`,
  );
  const { status, stderr } = spawnSync("bash", ["-euo", "pipefail"], {
    input: [
      `export ROOT=${quote(root)}; PATH=$ROOT/bin:$PATH`,
      ...assignments,
      text.replaceAll(/\/(?=(?:etc|run|srv|usr|var)\/)/g, `${root}/`),
    ].join("\n"),
    encoding: "utf8",
  });
  return { code: status, said: stderr.trim() };
}

describe("the routes of an association that comes", () => {
  const block = (host: string): string => `${host} {\n\tencode gzip\n}\n`;
  const hosts = ["forum.les-amis.example", "www.les-amis.example"];
  const parameters = {
    BENEFICIARY: "les-amis",
    NETWORK: "les-amis",
    ROUTES: hosts.map(block).join("\n"),
    ERROR_PAGE: "away",
    HOSTS: hosts.join(" "),
  };
  const key = "srv/proxy/data/caddy/acme/authority/users/us/us.key";
  /** What the proxy has read, each time. */
  const read = (): string[] =>
    readFileSync(join(root, "read"), "utf8").split("--\n").slice(0, -1);

  beforeEach(() => {
    put("etc/epicerie/proxy/Caddyfile", "import routes/*.caddy");
    put("etc/epicerie/proxy/routes/others.caddy", "");
    program("usr/local/sbin/epicerie-proxy", "");
    program("bin/curl", "printf 200");
    program(
      "bin/docker",
      `case "$*" in
  *"caddy reload"*)
    cat $ROOT/etc/epicerie/proxy/routes/les-amis.caddy >>$ROOT/read
    echo -- >>$ROOT/read
    mkdir -p $ROOT/${dirname(key)}
    echo key >$ROOT/${key} ;;
  inspect*) echo '{"les-amis":{}}' ;;
esac`,
    );
  });

  it("begin with one name where the proxy has no account at the certificate authority yet", () => {
    expect(run("publish-site", parameters)).toEqual({ code: 0, said: "" });
    expect(read()).toEqual([block(hosts[0] ?? ""), parameters.ROUTES]);
  });

  it("are put in place at once where it has one", () => {
    put(key, "key");
    expect(run("publish-site", parameters)).toEqual({ code: 0, said: "" });
    expect(read()).toEqual([parameters.ROUTES]);
  });

  it("are taken back when the proxy refuses them, the first name too", () => {
    const routes = "etc/epicerie/proxy/routes/les-amis.caddy";
    program(
      "bin/docker",
      `[[ $* == *reload* ]] || exit 0
echo $(cat $ROOT/${routes} 2>/dev/null | grep -c '{') >>$ROOT/read
mkdir -p $ROOT/${dirname(key)}
echo key >$ROOT/${key}
[ "$(tail -n 1 $ROOT/read)" != 2 ] || { echo "Error: no"; exit 1; }`,
    );
    expect(run("publish-site", parameters)).toEqual({
      code: 1,
      said: "the proxy refused the routes of les-amis, the former ones are still in place: Error: no",
    });
    // One name, then both, which are refused, then none.
    expect(readFileSync(join(root, "read"), "utf8")).toBe("1\n2\n0\n");
    expect(existsSync(join(root, routes))).toBe(false);
  });
});

describe("the routes of an association that goes", () => {
  const routes = "etc/epicerie/proxy/routes/les-amis.caddy";
  const parameters = { BENEFICIARY: "les-amis", NETWORK: "les-amis" };
  const asked = (): string => readFileSync(join(root, "asked"), "utf8");

  beforeEach(() => {
    put(routes, "www.les-amis.example");
    put("etc/epicerie/proxy/errors/les-amis.html", "away");
    program("usr/local/sbin/epicerie-proxy", "touch $ROOT/running");
  });

  it("are taken away by a proxy that was stopped, which is started first", () => {
    program(
      "bin/docker",
      'echo "$@" >>$ROOT/asked; [ "$1" != exec ] || [ -e $ROOT/running ]',
    );
    expect(run("withdraw-site", parameters)).toEqual({ code: 0, said: "" });
    expect(existsSync(join(root, routes))).toBe(false);
    expect(asked()).toContain("network disconnect --force les-amis proxy");
  });

  it("fails with the proxy's own last words when it does not reload", () => {
    program(
      "bin/docker",
      '[ "$1" != exec ] || { echo reading; echo "Error: unknown directive"; exit 1; }',
    );
    expect(run("withdraw-site", parameters)).toEqual({
      code: 1,
      said: "the proxy still serves the routes of les-amis: Error: unknown directive",
    });
  });

  it("are taken away where there is no proxy", () => {
    program("bin/docker", "exit 1");
    expect(run("withdraw-site", parameters).code).toBe(0);
    expect(existsSync(join(root, routes))).toBe(false);
  });
});

describe("an app's code that nobody declares any more", () => {
  const code = "var/lib/epicerie/releases/wiki-1/index.php";
  const forget = () =>
    run("forget-release", { APP: "les-amis-wiki", RELEASE: "wiki-1" });
  /** A Docker with services whose specifications are a text first, then a megabyte of others. */
  const services = (first: string): void =>
    program(
      "bin/docker",
      `[ "$2" = inspect ] || { echo one two; exit; }
echo '${first}'
for _ in $(seq 16); do head -c 65536 /dev/zero | tr '\\0' x || exit; echo || exit; done`,
    );

  beforeEach(() => put(code, "<?php"));

  it("stays while a service has it, however much others have to say", () => {
    services(`{"Source":"${root}/var/lib/epicerie/releases/wiki-1"}`);
    expect(forget()).toEqual({ code: 0, said: "" });
    expect(existsSync(join(root, code))).toBe(true);
  });

  it("goes when no service has it, nor one of a longer name", () => {
    services(`{"Source":"${root}/var/lib/epicerie/releases/wiki-10"}`);
    expect(forget()).toEqual({ code: 0, said: "" });
    expect(existsSync(join(root, code))).toBe(false);
  });

  it("stays, and fails, while Docker does not answer", () => {
    program("bin/docker", "echo Docker is away >&2; exit 1");
    expect(forget()).toEqual({ code: 1, said: "Docker is away" });
    expect(existsSync(join(root, code))).toBe(true);
  });
});

describe("a command that installs an app", () => {
  const parameters = {
    SERVICE: "les-amis-office",
    USER_ID: "",
    INSTALLED_WHEN: "is-there",
    RUN: "install",
    FIELDS: '{"url":"https://office.example/"}',
  };
  const told = (): string | undefined =>
    existsSync(join(root, "told"))
      ? readFileSync(join(root, "told"), "utf8")
      : undefined;

  beforeEach(() =>
    program(
      "bin/docker",
      `case "$*" in
  ps*) echo container ;;
  *is-there) [ -e $ROOT/told ] || [ -e $ROOT/installed ] ;;
  *install) cat >$ROOT/told ;;
esac`,
    ),
  );

  it("runs once, and is told by standard input", () => {
    expect(run("run-in-app", parameters)).toEqual({ code: 0, said: "" });
    expect(told()).toBe(parameters.FIELDS);
  });

  it("does not run where the app is installed, unless it must again", () => {
    put("installed", "");
    expect(run("run-in-app", parameters).code).toBe(0);
    expect(told()).toBeUndefined();
    expect(run("run-in-app", { ...parameters, AGAIN: "yes" }).code).toBe(0);
    expect(told()).toBe(parameters.FIELDS);
  });
});
