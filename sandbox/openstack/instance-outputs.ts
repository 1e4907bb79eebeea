import type { Json } from "../resource-provider";
import { flavorByName, imageByName } from "./catalog";
import {
  type CloudState,
  DEFAULT_REGION,
  type ServerRecord,
} from "./cloud-state";

/** The state of a server as the real provider writes it. */
export function instanceOutputs(
  cloud: CloudState,
  server: ServerRecord,
  inputs: Json,
  state: "running" | "stopped",
): Json {
  const asked = (inputs.networks as Json[] | undefined) ?? [];
  const groups = server.groups.map((id) => cloud.groups[id]?.name ?? id);
  const metadata = inputs.metadata ?? {};
  return {
    availabilityZone: "nova",
    region: DEFAULT_REGION,
    ...inputs,
    accessIpV4: server.nics[0]?.ip ?? "",
    accessIpV6: "",
    allMetadata: metadata,
    allTags: inputs.tags ?? [],
    created: server.created,
    flavorId: flavorByName(server.flavor)?.id ?? "",
    flavorName: server.flavor,
    ...imageOutputs(server),
    name: server.name,
    networks: server.nics.map((nic, index) => ({
      accessNetwork: asked[index]?.accessNetwork ?? false,
      fixedIpV4: nic.ip,
      fixedIpV6: "",
      floatingIp: "",
      mac: nic.mac,
      name: nic.name,
      port: "",
      uuid: nic.networkId,
    })),
    powerState: state === "running" ? "active" : "shutoff",
    securityGroups: groups.length > 0 ? groups : ["default"],
    updated: server.updated,
  };
}

/** Of a server that boots from a volume, the real provider says that it does, and no image. Source: its `setImageInformation`. */
function imageOutputs({ image, bootVolume }: ServerRecord): Json {
  if (bootVolume !== undefined)
    return { imageId: "Attempt to boot from volume - no image supplied" };
  return { imageId: imageByName(image)?.id ?? "", imageName: image };
}
