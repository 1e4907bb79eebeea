import type { ProjectModel } from "../../infra/model/project";
import type { Messages } from "../../messages/messages";
import type { Row } from "./section";

/** The platform's project, and what it has besides servers and buckets. */
export function projectRows(
  { id, regions, technicalUsers, spendingAlert }: ProjectModel,
  { explain, words }: Messages,
): Row[] {
  const { labels } = explain;
  return [
    [labels.project(), id ?? explain.projectOrdered()],
    ...(regions.length === 0
      ? []
      : [[labels.regions(), words.list(regions)] as const]),
    ...technicalUsers.map(({ name, purposes }): Row => {
      const said = purposes.map((purpose) => explain.purposes[purpose]());
      return [labels.technicalUser(name), words.list(said)];
    }),
    ...(spendingAlert
      ? [[labels.alert(), explain.alert(spendingAlert)] as const]
      : []),
  ];
}
