import { Volume } from "../../components/volume";
import type { Place } from "./place";

/** The disk of an association, of OVH's faster kind, with a folder for its site, and a snapshot that is shown beside it. */
export function volume({ server }: Place): Volume {
  return new Volume("les-amis", {
    region: "GRA11",
    size: 20,
    volumeType: "high-speed",
    serverId: "0c0ffee0-0000-4000-8000-000000000001",
    server,
    directories: { "wordpress/html": 33 },
    disposable: false,
    snapshots: {
      project: "c0ffee00c0ffee00c0ffee00c0ffee00",
      wanted: { "avant-maj": "opened" },
    },
  });
}
