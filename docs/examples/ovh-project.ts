import { OvhProject } from "../../components/ovh-project";

/** A project that is ordered, with a user for the pipeline, a user that only looks, and somebody who is told what it costs. */
export function ovhProject(): OvhProject {
  return new OvhProject("projet", {
    order: { description: "Sol&TIC" },
    regions: ["SBG5"],
    technicalUsers: [
      { name: "deploiement", purposes: ["deploy", "storage"] },
      { name: "veille", purposes: ["supervise"] },
    ],
    spendingAlert: { email: "technique@soltic.example", monthly: 80 },
  });
}
