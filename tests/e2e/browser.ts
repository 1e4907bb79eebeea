import { createHash, X509Certificate } from "node:crypto";
import { existsSync } from "node:fs";
import { connect } from "node:tls";
import { type Browser, chromium, type Page } from "playwright-core";
import { authority } from "./world";

/** Where Debian and other systems put Chromium. */
const CHROMIUM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** A browser for which some names lead to one address. It trusts the certificates that they show there, and that the sandbox's authority signed. */
export async function openBrowser(
  addresses: Readonly<Record<string, string>>,
): Promise<Browser> {
  const executablePath = CHROMIUM.find((path) => existsSync(path));
  if (!executablePath) throw new Error("no Chromium: apt-get install chromium");
  const pins = await Promise.all(
    Object.entries(addresses).map(([name, address]) => pinOf(name, address)),
  );
  const rules = Object.entries(addresses).map(
    ([name, address]) => `MAP ${name} ${address}`,
  );
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      `--host-resolver-rules=${rules.join(", ")}`,
      `--ignore-certificate-errors-spki-list=${pins.join(",")}`,
    ],
  });
}

/** The public key of a certificate that was checked against the sandbox's authority, as Chromium takes it. */
function pinOf(name: string, host: string): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect(
      { host, port: 443, servername: name, ca: authority() },
      () => {
        const { raw } = socket.getPeerCertificate();
        socket.end();
        const key = new X509Certificate(raw).publicKey.export({
          type: "spki",
          format: "der",
        });
        done(createHash("sha256").update(key).digest("base64"));
      },
    );
    socket.on("error", fail);
  });
}

/** Logs into WordPress as a person does; leaves the page on the dashboard. */
export async function logIn(
  page: Page,
  site: string,
  name: string,
  password: string,
): Promise<void> {
  await page.goto(`${site}/wp-login.php`);
  await page.fill("#user_login", name);
  await page.fill("#user_pass", password);
  await page.click("#wp-submit");
  await page.waitForSelector("#wpadminbar");
}

/** Publishes a post as the one who is logged in, through WordPress's own interface for its editor; gives its address. */
export async function publishPost(
  page: Page,
  site: string,
  title: string,
  text: string,
): Promise<string> {
  await page.goto(`${site}/wp-admin/edit.php`);
  const link = await page.evaluate(
    async ([postTitle, content]) => {
      const nonce = await (
        await fetch("/wp-admin/admin-ajax.php?action=rest-nonce")
      ).text();
      const answer = await fetch("/?rest_route=/wp/v2/posts", {
        method: "POST",
        headers: { "content-type": "application/json", "x-wp-nonce": nonce },
        body: JSON.stringify({ title: postTitle, content, status: "publish" }),
      });
      if (!answer.ok)
        throw new Error(`${String(answer.status)} ${await answer.text()}`);
      return ((await answer.json()) as { link: string }).link;
    },
    [title, text] as const,
  );
  return link;
}

/** The text that a visitor sees at an address. */
export async function visit(
  browser: Browser,
  address: string,
): Promise<string> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(address);
    return await page.innerText("body");
  } finally {
    await context.close();
  }
}
