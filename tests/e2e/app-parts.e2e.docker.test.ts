import { connect } from "node:tls";
import { type AppDefinition } from "../../apps-catalog/define-app";
import { DOMAIN, gazette, gazetteModel } from "./gazette";
import { limits } from "./limits.part";
import { outgoingMail } from "./outgoing-mail.part";
import { OwnSandbox } from "./own-sandbox";
import type { WebClient } from "./web-client";
import { MARIE_KEY, webmasters } from "./webmasters.part";
import { type BeneficiaryOutputs, eventually, type Ssh } from "./world";

/** What a definition of the catalog can have, each part at work: services, configs, keys, jobs, schedules, limits, names. */
const MINUTE = 60_000;
const STACK = "la-gazette";
const FILES = `/srv/${STACK}/gazette/files`;
const NAMES = {
  also: [`journal.${DOMAIN}`, "fr.la-gazette.org"],
  redirectsFrom: [`vieux.${DOMAIN}`],
};

let own: OwnSandbox;
let ssh: Ssh;
let web: WebClient;
let mailboxes: Readonly<Record<string, string>>;

const model = (definition: AppDefinition = gazette) =>
  gazetteModel(
    definition,
    {
      domains: ["la-gazette.org"],
      webmasters: { marie: { keys: [MARIE_KEY] } },
    },
    NAMES,
  );

beforeAll(async () => {
  own = await OwnSandbox.start("app-parts", "10.61.0.0/24", model());
  ({ ssh, web } = await own.platform(model()));
  ({ mailboxes } = await own.outputsOf<BeneficiaryOutputs>(STACK, model()));
}, 25 * MINUTE);

afterAll(() => own.stop(), 3 * MINUTE);

const page = async (path: string, host = `www.${DOMAIN}`): Promise<string> =>
  (await web.ask(host, path)).body;
const file = (name: string): Promise<string> =>
  ssh.text(`sudo cat ${FILES}/${name}`);

/** Why an `up` of another definition fails. */
async function refusalOf(definition: AppDefinition): Promise<string> {
  const { ok, diagnostics } = await own.upOf(STACK, model(definition));
  expect(ok).toBe(false);
  return diagnostics.map(({ message }) => message).join("\n");
}

describe("an app of several services", () => {
  it("finds its config, its key and its cache", async () => {
    expect(await page("/edition")).toBe("première");
    expect(await page("/key")).toBe("64");
    expect(await page("/cache")).toBe("La Gazette & Cie");
  });

  it("ran its jobs once, as the user they ask for, with what the web server has", async () => {
    expect(await file("before")).toBe(
      "http://la-gazette-gazette--cache:8000 64 première",
    );
    expect(await file("after")).toBe("33");
  });

  it(
    "finds nothing to do right after",
    async () => {
      const { changes } = await own.upOf(STACK, model());
      // A reference to another stack is read each time.
      expect(Object.keys(changes).sort()).toEqual(["read", "same"]);
    },
    MINUTE,
  );
});

limits(() => ssh);

describe("scheduled jobs", () => {
  it(
    "run by the server's clock, and never overlap",
    async () => {
      await eventually(
        "three runs",
        // A run waits up to two minutes for a healthy container.
        180,
        async () => (await file("ticks")).split("\n").length >= 3,
      );
      const times = (await file("ticks")).split("\n").map(Number);
      for (const [index, time] of times.slice(1).entries())
        expect(time - (times[index] ?? 0)).toBeGreaterThanOrEqual(8);
    },
    4 * MINUTE,
  );

  it("show on the server that one fails, and why", async () => {
    expect(
      await ssh.text("systemctl list-units --failed --plain --no-legend"),
    ).toContain("epicerie-cron@la-gazette-gazette.lame.service");
    const journal =
      "sudo journalctl --no-pager -t epicerie-cron.la-gazette-gazette.lame";
    expect(await ssh.text(journal)).toMatch(
      /no more paper[^]*ended with code 3/,
    );
  });
});

describe("the proxy", () => {
  const headers = async (path: string): Promise<string> =>
    ssh.text(
      `curl --silent --head --request GET --resolve www.${DOMAIN}:443:127.0.0.1 https://www.${DOMAIN}${path}`,
    );

  it("tells browsers what is safe, unless the app or its definition says otherwise", async () => {
    const usual = await headers("/");
    expect(usual).toContain("x-content-type-options: nosniff");
    expect(usual).toContain("x-frame-options: SAMEORIGIN");
    expect(usual).toContain("strict-transport-security: max-age=31536000");
    expect(usual).toContain("permissions-policy: camera=(self)");
    expect(usual).not.toContain("alt-svc");
    const own = await headers("/frame");
    expect(own).toContain("x-frame-options: DENY");
    expect(own).toContain("x-content-type-options: nosniff");
  });

  it("takes what is small enough, and says of more that it is too much", async () => {
    const send = (text: string) =>
      web.ask(`www.${DOMAIN}`, "/size", { form: { text } });
    expect((await send("a".repeat(900_000))).body).toBe("900005");
    const { status, body } = await send("a".repeat(1_100_000));
    expect(status).toBe(413);
    expect(body).toContain("1 Mo au plus");
  });

  it("lets a WebSocket through", async () => {
    expect(await shout("bonjour")).toContain("ruojnob");
  });

  it.each([`journal.${DOMAIN}`, "fr.la-gazette.org"])(
    "serves the app at %s too",
    async (host) => expect(await page("/host", host)).toBe(host),
  );

  it.each([`vieux.${DOMAIN}`, DOMAIN, "la-gazette.org", "www.la-gazette.org"])(
    "leads from %s to the main name, path and all",
    async (host) => {
      const asked = `curl --silent --output /dev/null --write-out '%{http_code} %{redirect_url}' --resolve ${host}:443:127.0.0.1 'https://${host}/a?b=c'`;
      expect(await ssh.text(asked)).toBe(`301 https://www.${DOMAIN}/a?b=c`);
    },
  );

  it("says that nobody has a name that nobody has", async () => {
    const asked =
      "curl --silent --write-out ' %{http_code}' --header 'Host: rien.example' http://127.0.0.1/";
    expect(await ssh.text(asked)).toBe(
      "Aucun site ne répond à ce nom ici. 404",
    );
  });

  it(
    "refuses routes that it cannot read before they are in place",
    async () => {
      const routes = "/etc/epicerie/proxy/routes/la-gazette.caddy";
      const before = await ssh.text(`cat ${routes}`);
      const definition = {
        ...gazette,
        headers: { "X-Bad\n}": { value: "", reason: "to break it" } },
      };
      expect(await refusalOf(definition)).toMatch(
        /the proxy refused the routes of la-gazette, the former ones are still in place/,
      );
      expect(await ssh.text(`cat ${routes}`)).toBe(before);
      expect(
        await ssh.text("ls -d /etc/epicerie/proxy/trial.* || true"),
      ).toMatch(/No such file/);
      expect(await page("/")).toBe("La Gazette");
    },
    2 * MINUTE,
  );
});

outgoingMail(() => ({ ssh, page, mailboxes }));
webmasters(() => ssh);

describe("a version that does not work", () => {
  const migrating = (script: string): AppDefinition => ({
    ...gazette,
    jobs: {
      ...gazette.jobs,
      migrate: { when: "before", command: ["sh", "-c", script] },
    },
  });

  it(
    "is not started when its migration fails, and no secret is told",
    async () => {
      const said = await refusalOf(
        migrating("cat /run/secrets/cookie-key; exit 7"),
      );
      expect(said).toMatch(
        /the job la-gazette-gazette\.migrate of php:8\.4\.24-apache did not succeed \(Failed: .*exit.*7/,
      );
      expect(said).not.toMatch(/[0-9a-f]{64}/);
      expect(await page("/edition")).toBe("première");
    },
    2 * MINUTE,
  );

  it(
    "goes back by itself, and the refusal names the service",
    async () => {
      const env = (context: Parameters<AppDefinition["env"]>[0]) => ({
        ...gazette.env(context),
        BROKEN: "1",
      });
      expect(await refusalOf({ ...gazette, env })).toMatch(
        /Service "la-gazette-gazette": rollback/,
      );
      expect(await page("/edition")).toBe("première");
    },
    5 * MINUTE,
  );

  it(
    "is followed by one with another config, and the former one is gone",
    async () => {
      const { edition, server } = gazette.configs;
      const configs = {
        server,
        edition: { ...edition, text: () => "deuxième" },
      };
      await own.outputsOf(STACK, model({ ...gazette, configs }));
      expect(await page("/edition")).toBe("deuxième");
      const left = await ssh.text(
        "docker config ls --format '{{.Name}}' | grep -c edition",
      );
      expect(left).toBe("1");
    },
    3 * MINUTE,
  );
});

describe("an app that is away", () => {
  it(
    "has a page that says so, in the association's name",
    async () => {
      await ssh.text("docker service scale --detach la-gazette-gazette=0");
      await eventually("the page", 60, async () => {
        const { status, body } = await web.ask(`www.${DOMAIN}`, "/");
        return (
          status === 502 && body.includes("Le site de La Gazette &amp; Cie")
        );
      });
      expect(await page("/")).toContain("momentanément indisponible");
    },
    2 * MINUTE,
  );
});

/** Opens a WebSocket through the proxy, says a word in one masked frame, and gives what comes back. */
function shout(word: string): Promise<string> {
  const socket = connect(web.tlsOptions(`www.${DOMAIN}`));
  const greeting = [
    "GET /ws HTTP/1.1",
    `Host: www.${DOMAIN}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  ];
  return new Promise((done, fail) => {
    let text = "";
    socket.on("error", fail);
    socket.setTimeout(20_000, () => socket.destroy(new Error("no answer")));
    socket.on("data", (chunk: Buffer) => {
      const greeted = text.includes("\r\n\r\n");
      text += chunk.toString();
      if (!greeted && text.includes("101 Switching"))
        socket.write(Buffer.concat([HEAD(word), Buffer.from(word)]));
    });
    socket.on("close", () => done(text));
    socket.write(`${greeting.join("\r\n")}\r\n\r\n`);
  });
}

/** A text frame's head with a mask of zeros. Source: RFC 6455, 5.2 */
const HEAD = (word: string): Buffer =>
  Buffer.from([0x81, 0x80 | word.length, 0, 0, 0, 0]);
