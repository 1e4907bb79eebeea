import { resolveDisk } from "./disk";
import type { BeneficiaryInput } from "./input";
import { ProblemList } from "./problems";
import { gigabytes, megabytes } from "./units";

function resolved(
  input: Pick<BeneficiaryInput, "disk">,
  servers: readonly { kind: "mysql"; memory: number }[] = [],
) {
  const problems = new ProblemList("les-amis");
  const given = { disk: undefined, ...input } as BeneficiaryInput;
  const disk = resolveDisk(
    given,
    "small",
    {
      apps: [],
      databaseServers: servers.map(({ kind, memory }) => ({
        kind,
        memory: megabytes(memory),
      })),
    },
    problems,
  );
  return { disk, problems: problems.all.length };
}

describe("an association's disk", () => {
  it("is none where nothing keeps files", () => {
    expect(resolved({})).toEqual({ disk: undefined, problems: 0 });
  });

  it("is that of its size as soon as something does, a database server included", () => {
    const { disk, problems } = resolved({}, [{ kind: "mysql", memory: 384 }]);
    expect([disk, problems]).toEqual([expect.any(Number), 0]);
  });

  it("is as written, up to a tenth of OVH's largest", () => {
    expect(resolved({ disk: gigabytes(1_200) })).toEqual({
      disk: 1_200,
      problems: 0,
    });
    expect(resolved({ disk: gigabytes(1_201) }).problems).toBe(1);
    expect(resolved({ disk: gigabytes(0) }).problems).toBe(1);
  });
});
