import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileBackend } from "../../engine/backend";
import {
  type EngineOptions,
  refresh,
  type Result,
  up,
} from "../../engine/engine";
import { findUnseen, visitor } from "../../cli/sites";
import type { Model } from "../../infra/model/model";
import { sandboxNeeds } from "../../infra/needs";
import { program } from "../../infra/program";
import { Sandbox } from "../../sandbox/sandbox";
import { type PlatformOutputs, root, Ssh } from "./world";
import { WebClient } from "./web-client";

/** A sandbox of a test's own, with the platform of `stacks/` and whatever beneficiaries its model has. */
export class OwnSandbox {
  /** How to get to its server, once that is there. */
  private entry: { readonly ssh: Ssh; readonly address: string } | undefined;

  private constructor(
    private readonly home: string,
    private readonly network: string,
    private readonly sandbox: Sandbox,
  ) {}

  /** Empty, and up; `network` is a private one that no other sandbox uses, e.g. `10.46.0.0/24`. */
  static async start(
    name: string,
    network: string,
    model: Model,
  ): Promise<OwnSandbox> {
    const home = join(root, ".epicerie", name);
    const before = await Sandbox.open(home, () => undefined);
    await new OwnSandbox(home, network, before).stop();
    const sandbox = await Sandbox.open(home, () => undefined);
    await sandbox.up(sandboxNeeds(model));
    return new OwnSandbox(home, network, sandbox);
  }

  /** Leaves nothing running, and no state of what is gone. */
  async stop(): Promise<void> {
    await this.sandbox.down();
    rmSync(join(this.home, "state"), { recursive: true, force: true });
  }

  /** An `up` that may fail. After one that does not, browsers accept every site's certificate. */
  async upOf(stack: string, model: Model): Promise<Result> {
    const result = await up(this.options(stack, model));
    if (result.ok) await this.requireCertificates(result);
    return result;
  }

  /** Rejects with what the proxy has to say. */
  private async requireCertificates({ outputs }: Result): Promise<void> {
    const urls = outputs.urls?.value;
    if (!this.entry || !Array.isArray(urls)) return;
    const { ssh, address } = this.entry;
    const sites = urls.map((url) => ({
      host: new URL(String(url)).hostname,
      address,
    }));
    const visit = visitor(this.sandbox.context.ca.certPem);
    const unseen = await findUnseen(sites, visit, 30);
    if (unseen.every(({ trouble }) => trouble.kind === "away")) return;
    const { text } = await ssh.run("docker logs --tail 200 proxy");
    const errors = text.split("\n").filter((line) => line.includes("error"));
    throw new Error([JSON.stringify(unseen), ...errors].join("\n"));
  }

  /** What is really there, compared with the state. */
  refreshOf(stack: string, model: Model): Promise<Result> {
    return refresh(this.options(stack, model));
  }

  private options(stack: string, model: Model): EngineOptions {
    return {
      project: "epicerie",
      stack,
      program: program(stack, { language: "en", model }),
      config: { "epicerie:privateNetwork": { value: this.network } },
      backend: fileBackend(join(this.home, "state")),
      passphrase: "own-sandbox",
      providers: this.sandbox.providers(),
    };
  }

  /** What a stack gives once it is up; rejects with every diagnostic when it fails. */
  async outputsOf<T>(stack: string, model: Model): Promise<T> {
    const { ok, outputs, diagnostics } = await this.upOf(stack, model);
    if (!ok)
      throw new Error(diagnostics.map(({ message }) => message).join("\n"));
    return Object.fromEntries(
      Object.entries(outputs).map(([name, { value }]) => [name, value]),
    ) as T;
  }

  /** The platform online, a login on its server, and a visitor of it. */
  async platform(model: Model): Promise<{ ssh: Ssh; web: WebClient }> {
    const outputs = await this.outputsOf<PlatformOutputs>("prod", model);
    const address = outputs.servers["commun-1"]?.publicIp ?? "";
    const ssh = new Ssh(outputs);
    this.entry = { ssh, address };
    return { ssh, web: this.webClient(address) };
  }

  private webClient(address: string): WebClient {
    return new WebClient(address, this.authority());
  }

  /** The certificate of its authority. */
  authority(): Buffer {
    return readFileSync(join(this.home, "sandbox", "ca", "ca.crt"));
  }

  /** The address of one of its services. */
  async serviceAddress(name: string): Promise<string> {
    const { parts } = await this.sandbox.status();
    return parts.find((part) => part.name === name)?.address ?? "";
  }
}
