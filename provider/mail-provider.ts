import type {
  CheckResult,
  CreateResult,
  ReadResult,
  UpdateResult,
} from "@pulumi/pulumi/provider";
import {
  type DetailedDiffResult,
  type InProcessProvider,
  type Json,
  UNKNOWN,
} from "../engine/provider";
import { diffInputs, schemaOf } from "../engine/schema";
import { parseUrn } from "../engine/urn";
import { type ApiSettings, findSettings } from "./api-settings";
import { dkimKind } from "./dkim";
import { mailboxKind } from "./mailbox";
import { OvhApi } from "./ovh-api";
import { redirectionKind } from "./redirection";
import type { Found, ResourceKind } from "./resource-kind";
import { responderKind } from "./responder";

/** The package's name in type tokens and in `Pulumi.yaml`. */
export const PACKAGE = "ovhmail";
export const VERSION = "0.1.0";

const KINDS: readonly ResourceKind[] = [
  mailboxKind,
  redirectionKind,
  responderKind,
  dkimKind,
];

/**
 * Mailboxes, redirections, responders and signatures of OVH's mail (MX Plan), by the official provider interface. What
 * OVH's own plugin lacks or does badly: it waits until what was accepted exists, tries again on 429 and 5xx, makes nothing twice,
 * sees drift, and imports.
 */
export class MailProvider implements InProcessProvider {
  readonly version = VERSION;
  private config: Json = {};
  private api: Promise<OvhApi> | undefined;

  /** `connect`: the API and who calls it; asked for at the first call that needs it, so that a preview needs neither. */
  constructor(
    private readonly connect: (config: Json) => Promise<ApiSettings> = async (
      config,
    ) => findSettings(config),
  ) {}

  /** The type tokens this provider knows. */
  get types(): string[] {
    return KINDS.map(({ type }) => type);
  }

  async configure(inputs: Json): Promise<void> {
    this.config = inputs;
  }

  async check(
    urn: string,
    _olds: Json | undefined,
    news: Json,
  ): Promise<CheckResult> {
    const kind = kindOf(urn);
    const { inputs = {}, required = [] } = schemaOf(kind.type) ?? {};
    const missing = required
      .filter((property) => news[property] === undefined)
      .map((property) => ({ property, reason: "is required" }));
    const unknown = Object.keys(news)
      .filter((property) => inputs[property] === undefined)
      .map((property) => ({ property, reason: "is not known here" }));
    const values = missing.length > 0 ? [] : kind.check(news);
    const isKnown = ({ property }: { property: string }): boolean =>
      news[property] !== UNKNOWN;
    return {
      inputs: news,
      failures: [...missing, ...unknown, ...values.filter(isKnown)],
    };
  }

  /** The official diff, given old outputs only; those repeat the inputs. */
  async diff(id: string, urn: string, olds: Json, news: Json) {
    const { inputs = {} } = schemaOf(kindOf(urn).type) ?? {};
    const before = Object.fromEntries(
      Object.entries(olds).filter(([name]) => inputs[name] !== undefined),
    );
    return this.diffInputs(id, urn, { inputs: before, outputs: olds }, news);
  }

  async diffInputs(
    _id: string,
    urn: string,
    old: { readonly inputs: Json; readonly outputs: Json },
    news: Json,
  ): Promise<DetailedDiffResult> {
    const { type, replacedInPlace = [] } = kindOf(urn);
    const diff = diffInputs(type, old.inputs, news);
    const deleteBeforeReplace =
      diff.replaces.length > 0 &&
      diff.replaces.every((name) => replacedInPlace.includes(name));
    return { ...diff, deleteBeforeReplace };
  }

  async create(urn: string, inputs: Json): Promise<CreateResult> {
    const found = await kindOf(urn).create(await this.open(), inputs);
    return { id: found.id, outs: outputsOf(found) };
  }

  async read(id: string, urn: string, props: Json = {}): Promise<ReadResult> {
    const found = await kindOf(urn).read(await this.open(), id, props);
    if (found === undefined) return { id: "" };
    return { id: found.id, props: outputsOf(found), inputs: found.inputs };
  }

  async update(
    id: string,
    urn: string,
    olds: Json,
    news: Json,
  ): Promise<UpdateResult> {
    const api = await this.open();
    const found = await kindOf(urn).update(api, id, olds, news);
    return { outs: outputsOf(found) };
  }

  async delete(id: string, urn: string, props: Json): Promise<void> {
    await kindOf(urn).delete(await this.open(), id, props);
  }

  private open(): Promise<OvhApi> {
    return (this.api ??= this.connect(this.config).then(
      (settings) => new OvhApi(settings),
    ));
  }
}

function outputsOf({ inputs, more }: Found): Json {
  return { ...inputs, ...more };
}

function kindOf(urn: string): ResourceKind {
  const { type } = parseUrn(urn);
  const kind = KINDS.find((one) => one.type === type);
  if (kind === undefined) throw new Error(`${PACKAGE} has no type ${type}`);
  return kind;
}
