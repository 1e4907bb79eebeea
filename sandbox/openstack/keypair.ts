import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import { md, pki, ssh } from "node-forge";
import type { SandboxContext } from "../context";
import type { Json, ResourceHandler } from "../resource-provider";
import { DEFAULT_REGION, changeCloud, forget, readCloud } from "./cloud-state";

/** SSH keys by name. Without a public key the cloud makes the pair and shows the private half once, as Nova does. */
export function keypairs(ctx: SandboxContext): ResourceHandler {
  return {
    type: "openstack:compute/keypair:Keypair",
    autoName: "name",
    async create(inputs) {
      const name = inputs.name as string;
      const given = inputs.publicKey as string | undefined;
      const pair = given === undefined ? await newPair() : undefined;
      const publicKey = given ?? pair?.publicKey ?? "";
      const record = { name, publicKey, fingerprint: fingerprint(publicKey) };
      await changeCloud(ctx, (cloud) => {
        if (cloud.keypairs[name] !== undefined)
          throw new Error(`Key pair '${name}' already exists. (HTTP 409)`);
        cloud.keypairs[name] = record;
      });
      const outs: Json = {
        region: inputs.region ?? DEFAULT_REGION,
        publicKey,
        fingerprint: record.fingerprint,
        privateKey: pair?.privateKey ?? "",
        userId: inputs.userId ?? "",
      };
      return { id: name, outs };
    },
    async read(id, props) {
      const record = (await readCloud(ctx)).keypairs[id];
      if (record === undefined) return undefined;
      const { name, publicKey, fingerprint } = record;
      return { region: DEFAULT_REGION, ...props, name, publicKey, fingerprint };
    },
    delete: (id) =>
      changeCloud(ctx, (cloud) => {
        forget(cloud.keypairs, id);
      }),
  };
}

/** RSA in PKCS#1 PEM, Nova's own form: OpenSSH and SSH libraries alike read it. */
async function newPair(): Promise<{ publicKey: string; privateKey: string }> {
  const pair = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });
  const publicKey = ssh.publicKeyToOpenSSH(
    pki.publicKeyFromPem(pair.publicKey),
    "Generated-by-Nova",
  );
  return { publicKey: `${publicKey}\n`, privateKey: pair.privateKey };
}

/** MD5 of the key's bytes in pairs of hex digits, as Nova shows it. */
function fingerprint(publicKey: string): string {
  const body = Buffer.from(publicKey.trim().split(/\s+/)[1] ?? "", "base64");
  const digest = md.md5.create().update(body.toString("binary")).digest();
  return digest.toHex().replace(/..(?=.)/g, "$&:");
}
