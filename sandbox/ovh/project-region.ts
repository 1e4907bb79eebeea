import type { SandboxContext } from "../context";
import type { Json, ResourceHandler } from "../resource-provider";
import { badRequest } from "./api-error";
import { changeProject, ownProject, readProject } from "./cloud-project";

/** e.g. `GRA11`, `RBX-A`, `EU-WEST-PAR`. */
const REGION = /^[A-Z]{2,3}\d*(-[A-Z0-9]+)*$/;

/** Regions of a project. One that is active stays so: the real provider's delete does nothing at all. */
export function projectRegions(ctx: SandboxContext): ResourceHandler {
  return {
    type: "ovh:CloudProject/projectRegion:ProjectRegion",
    async create(inputs) {
      const project = await ownProject(ctx, inputs);
      const region = String(inputs.region);
      if (!REGION.test(region)) throw badRequest(`Invalid region: "${region}"`);
      await changeProject(ctx, project, (document) => {
        document.regions = [...new Set([...(document.regions ?? []), region])];
      });
      return { id: region, outs: outputsOf(region) };
    },
    async read(id, props) {
      const project = await ownProject(ctx, props);
      const { regions = [] } = await readProject(ctx, project);
      return regions.includes(id) ? { ...props, ...outputsOf(id) } : undefined;
    },
    async delete() {},
  };
}

function outputsOf(region: string): Json {
  return {
    name: region,
    regionName: region,
    status: "UP",
    type: "region",
    continentCode: "EU",
    datacenterLocation: region.replace(/[\d-].*$/, ""),
    services: [],
    ipCountries: [],
    availabilityZones: [],
  };
}
