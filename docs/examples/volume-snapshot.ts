import { VolumeSnapshot } from "../../components/volume-snapshot";
import type { Place } from "./place";

/** What a disk held before a change, shown read-only on its server. */
export function volumeSnapshot({ server }: Place): VolumeSnapshot {
  return new VolumeSnapshot("les-amis-avant-maj", {
    project: "c0ffee00c0ffee00c0ffee00c0ffee00",
    region: "GRA11",
    volumeId: "0c0ffee0-0000-4000-8000-000000000002",
    serverId: "0c0ffee0-0000-4000-8000-000000000001",
    server,
    mountPoint: "/srv/les-amis",
    size: 20,
    openAt: "/mnt/les-amis/avant-maj",
  });
}
