import type { RoomOnServer } from "../../infra/model/explanation";
import type { ServerOrigins } from "../../infra/model/platform";
import type { Messages } from "../../messages/messages";
import type { Row } from "./section";

/** A server, and the room left on it. */
export function serverRows(
  server: RoomOnServer,
  { explain, words }: Messages,
  origin?: string,
): Row[] {
  const { labels } = explain;
  const shares = Object.entries(server.beneficiaries).map(([who, memory]) =>
    explain.title(who, explain.megabytes(memory)),
  );
  const originOf = (field: keyof ServerOrigins): string | undefined =>
    server.origins && explain.origins[server.origins[field]]("");
  const { name, flavor, hostName, machine, formerMachine, image } = server;
  const { dedicatedTo, apartIn, bootVolume, rebootAt, swap } = server;
  const { volumes, images } = server.disks;
  return [
    [labels.server(), explain.serverWith(name, flavor), origin],
    [labels.power(), explain.power(server.cpus, server.memory)],
    [labels.address(), hostName],
    [labels.reverse(), explain.reverse(hostName)],
    [
      labels.machine(),
      formerMachine === undefined
        ? explain.machine(machine, image)
        : explain.rebuilding(machine, formerMachine),
      originOf("image"),
    ],
    ...(bootVolume
      ? [
          [
            labels.bootVolume(),
            explain.gigabytes(bootVolume.size),
            bootVolume.imageId,
          ] as const,
        ]
      : []),
    ...(apartIn === undefined ? [] : [[labels.apartIn(), apartIn] as const]),
    [
      labels.restart(),
      rebootAt === undefined ? explain.never() : explain.restartAt(rebootAt),
      originOf("rebootAt"),
    ],
    [
      labels.swap(),
      swap === 0 ? explain.none() : explain.gigabytes(swap),
      originOf("swap"),
    ],
    ...server.snapshots.map((short): Row => [
      labels.snapshotOf(short),
      explain.serverSnapshot(),
    ]),
    [labels.memory(), explain.room(server.free, server.usable)],
    [labels.volumes(), explain.used(volumes.used, volumes.most)],
    [labels.images(), explain.used(images.used, images.most)],
    ...(dedicatedTo === undefined
      ? []
      : [[labels.dedicatedTo(), dedicatedTo] as const]),
    [labels.beneficiaries(), words.list(shares) || explain.none()],
  ];
}
