import { ADDRESS, type SandboxContext, fault, runService } from "../context";
import type { Account } from "./account";
import {
  canConnect,
  putSettings,
  runIn,
  settingsBind,
  untilReady,
} from "./container";
import { DKIM_ZONE, NAME_SERVERS, vendorZones } from "./vendor-names";
import { type ZoneRecord, nextSerial, zoneText } from "./zone-file";

/** The offset of the authoritative name server, which is another host than the resolver as on the Internet. */
const NAME_SERVER_OFFSET = 9;
const NAME_SERVER = "nameserver";
const RESOLVER = "dns";

/** The zone as the vendor's console shows it; its name server knows only what a refresh published. */
interface ZoneDraft {
  serial: number;
  records: ZoneRecord[];
}

/** The address of the authoritative name server. */
export function nameServerAddress(ctx: SandboxContext): string {
  return ctx.extNet.address(NAME_SERVER_OFFSET);
}

/** Starts name server and resolver, with the account's zones and the vendor's names. */
export async function dnsUp(
  ctx: SandboxContext,
  image: string,
  account: Account,
): Promise<void> {
  const vendor = vendorZones(
    {
      mail: ctx.extNet.address(ADDRESS.mail),
      s3: ctx.extNet.address(ADDRESS.s3),
      swift: ctx.extNet.address(ADDRESS.swift),
      mysql: ctx.extNet.address(ADDRESS.mysql),
      acme: ctx.extNet.address(ADDRESS.acme),
      nameserver: nameServerAddress(ctx),
    },
    account.mysql.map(({ host }) => host),
  );
  // Zones that change; the vendor's keys are published as they are made.
  const changing = [DKIM_ZONE, ...account.zones];
  const zones = [...vendor.map(({ zone }) => zone), ...changing];
  const own = await Promise.all(changing.map((zone) => newZone(ctx, zone)));
  const texts = vendor.map(({ zone, records }): [string, string] => [
    `zones/${zone}.zone`,
    zoneText(zone, NAME_SERVERS, records, 1),
  ]);
  const changed = await putSettings(ctx, NAME_SERVER, {
    ...Object.fromEntries(texts),
    "zones.conf": `zone:\n${zones.map((zone) => `  - domain: ${zone}\n`).join("")}`,
  });
  const newStubs = await putSettings(ctx, RESOLVER, {
    "stubs.conf": zones
      .map((zone) => stub(zone, nameServerAddress(ctx)))
      .join(""),
  });
  await runDaemons(ctx, image);
  if (changed || own.includes(true))
    await runIn(ctx, NAME_SERVER, ["knotc", "-b", "reload"]);
  if (newStubs) await untilReady(RESOLVER, () => unbound(ctx, "reload"), 10);
}

async function runDaemons(ctx: SandboxContext, image: string): Promise<void> {
  const daemons = [
    { name: NAME_SERVER, offset: NAME_SERVER_OFFSET },
    { name: RESOLVER, offset: ADDRESS.dns },
  ];
  await Promise.all(
    daemons.map(async ({ name, offset }) => {
      const ip = ctx.extNet.address(offset);
      await runService(ctx, {
        name,
        image,
        ip,
        binds: [settingsBind(ctx, name)],
        command: [
          name === RESOLVER
            ? "/sandbox/dns/run-resolver"
            : "/sandbox/dns/run-nameserver",
        ],
      });
      await untilReady(name, () => canConnect(ip, 53), 30);
    }),
  );
}

/** A zone's part of the resolver's settings: asked anew each time, so that a refresh is seen at once. */
function stub(zone: string, address: string): string {
  return `stub-zone:
    name: "${zone}."
    stub-addr: ${address}
    stub-no-cache: yes
`;
}

function unbound(ctx: SandboxContext, command: string): Promise<string> {
  return runIn(ctx, RESOLVER, [
    "unbound-control",
    "-c",
    "/sandbox/dns/unbound.conf",
    command,
  ]);
}

/** The records of a zone's draft. */
export async function draftOf(
  ctx: SandboxContext,
  zone: string,
): Promise<readonly ZoneRecord[]> {
  return (await ctx.store.read(documentOf(zone), EMPTY)).records;
}

/**
 * Changes a zone's draft, then refreshes the zone. Changes of one zone run one after the other; nothing is kept of a
 * change that throws. As at OVH, a refresh that fails (fault `dns-refresh`) leaves the draft changed and says nothing.
 */
export function changeZone<T>(
  ctx: SandboxContext,
  zone: string,
  change: (records: ZoneRecord[]) => T,
): Promise<T> {
  return ctx.store.update<ZoneDraft, T>(
    documentOf(zone),
    EMPTY,
    async (draft) => {
      const result = change(draft.records);
      if (fault(ctx, "dns-refresh")) return result;
      draft.serial = nextSerial(draft.serial, new Date());
      await putZone(ctx, zone, draft);
      await runIn(ctx, NAME_SERVER, ["knotc", "-b", "zone-reload", zone]);
      return result;
    },
  );
}

/** Publishes a zone as its draft is. */
export function refreshZone(ctx: SandboxContext, zone: string): Promise<void> {
  return changeZone(ctx, zone, () => undefined);
}

/** Forgets the draft of a zone that was ended, so that a new order begins with nothing. */
export function forgetZone(ctx: SandboxContext, zone: string): Promise<void> {
  return ctx.store.update<ZoneDraft, void>(documentOf(zone), EMPTY, (draft) => {
    Object.assign(draft, EMPTY, { records: [] });
  });
}

const EMPTY: ZoneDraft = { serial: 0, records: [] };

function documentOf(zone: string): string {
  return `zone-${zone}`;
}

/** Publishes the empty zone of a new order; tells whether it did. */
function newZone(ctx: SandboxContext, zone: string): Promise<boolean> {
  return ctx.store.update<ZoneDraft, boolean>(
    documentOf(zone),
    EMPTY,
    async (draft) => {
      if (draft.serial > 0) return false;
      draft.serial = nextSerial(0, new Date());
      await putZone(ctx, zone, draft);
      return true;
    },
  );
}

async function putZone(
  ctx: SandboxContext,
  zone: string,
  draft: ZoneDraft,
): Promise<void> {
  await putSettings(ctx, NAME_SERVER, {
    [`zones/${zone}.zone`]: zoneText(
      zone,
      NAME_SERVERS,
      draft.records,
      draft.serial,
    ),
  });
}
