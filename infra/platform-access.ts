import * as ovh from "@ovhcloud/pulumi-ovh";
import * as pulumi from "@pulumi/pulumi";
import { EpicierAccess } from "../components/epicier-access";
import { resourcesSeen } from "./model/access";
import { type Model, PLATFORM } from "./model/model";
import type { Platform } from "./model/platform";

/** The épiciers' logins at OVH, as outputs; nothing where nobody is declared. */
export function createAccess(
  platform: Platform,
  { beneficiaries }: Pick<Model, "beneficiaries">,
): Record<string, unknown> {
  if (platform.epiciers.length === 0) return {};
  const group = new ovh.me.IdentityGroup("epiciers", {
    name: "epiciers",
    description: "Épiciers: what they may do is in policies, none of it here",
    role: "NONE",
  });
  const logins = platform.epiciers.map((epicier) => {
    const { login, email, role } = epicier;
    const resources = resourcesSeen(epicier, platform, beneficiaries, PLATFORM);
    const args = { login, email, group, role, resources };
    const access = new EpicierAccess(`epicier-${login}`, args);
    return [login, { login: access.login, password: access.password }] as const;
  });
  return { epiciers: pulumi.secret(Object.fromEntries(logins)) };
}
