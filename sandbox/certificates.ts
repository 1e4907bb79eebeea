import { generateKeyPair, randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { md, pki } from "node-forge";

const YEAR_MS = 365 * 24 * 3600 * 1000;

/** A certificate with its private key, both PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** The certificate authority of one sandbox; its servers trust it, nobody else does. */
export interface Authority {
  readonly certPem: string;
  /** Path of the certificate on this machine. */
  readonly certFile: string;
  /** Path of the private key on this machine, readable by its owner only. */
  readonly keyFile: string;
  /** A server certificate for these names (`*.` allowed) and addresses, valid for one year. */
  issue(
    names: readonly string[],
    ips?: readonly string[],
  ): Promise<Certificate>;
}

/** Opens the authority kept in `folder`, or makes it. */
export async function openAuthority(folder: string): Promise<Authority> {
  const certFile = join(folder, "ca.crt");
  const keyFile = join(folder, "ca.key");
  let pem: Certificate;
  try {
    pem = {
      cert: await readFile(certFile, "utf8"),
      key: await readFile(keyFile, "utf8"),
    };
  } catch {
    pem = await makeAuthority();
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(keyFile, pem.key, { mode: 0o600 });
    await writeFile(certFile, pem.cert);
    await chmod(certFile, 0o644);
  }
  const issuer = {
    cert: pki.certificateFromPem(pem.cert),
    key: pki.privateKeyFromPem(pem.key),
  };
  return {
    certPem: pem.cert,
    certFile,
    keyFile,
    issue: (names, ips = []) => issue(issuer, names, ips),
  };
}

async function makeAuthority(): Promise<Certificate> {
  const { cert, key, keyPem } = await newCertificate();
  const subject = [
    {
      name: "commonName",
      value: `Sandbox CA ${cert.serialNumber.slice(0, 8)}`,
    },
    { name: "organizationName", value: "Épicerie sandbox", valueTagClass: 12 },
  ];
  cert.validity.notAfter = new Date(Date.now() + 10 * YEAR_MS);
  cert.setSubject(subject.slice(0, 1));
  cert.setIssuer(subject.slice(0, 1));
  cert.setExtensions([
    { name: "basicConstraints", cA: true, critical: true },
    { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    { name: "subjectKeyIdentifier" },
  ]);
  cert.sign(key, md.sha256.create());
  return { cert: pki.certificateToPem(cert), key: keyPem };
}

async function issue(
  issuer: { cert: pki.Certificate; key: pki.PrivateKey },
  names: readonly string[],
  ips: readonly string[],
): Promise<Certificate> {
  const { cert, key, keyPem } = await newCertificate();
  const commonName = (names[0] ?? ips[0] ?? "sandbox").slice(0, 64);
  cert.validity.notAfter = new Date(Date.now() + YEAR_MS);
  cert.setSubject([{ name: "commonName", value: commonName }]);
  cert.setIssuer(issuer.cert.subject.attributes);
  cert.setExtensions([
    { name: "basicConstraints", cA: false },
    {
      name: "keyUsage",
      digitalSignature: true,
      keyEncipherment: true,
      critical: true,
    },
    { name: "extKeyUsage", serverAuth: true },
    { name: "subjectKeyIdentifier" },
    {
      name: "authorityKeyIdentifier",
      keyIdentifier: issuer.cert.generateSubjectKeyIdentifier().getBytes(),
    },
    {
      name: "subjectAltName",
      altNames: [
        ...names.map((value) => ({ type: 2, value })),
        ...ips.map((ip) => ({ type: 7, ip })),
      ],
    },
  ]);
  void key;
  cert.sign(issuer.key as pki.rsa.PrivateKey, md.sha256.create());
  return { cert: pki.certificateToPem(cert), key: keyPem };
}

/** An unsigned certificate with a new RSA key; Node's own generator is fifty times faster than the library's. */
async function newCertificate(): Promise<{
  cert: pki.Certificate;
  key: pki.rsa.PrivateKey;
  keyPem: string;
}> {
  const pair = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const cert = pki.createCertificate();
  cert.publicKey = pki.publicKeyFromPem(pair.publicKey);
  cert.serialNumber = serialNumber(randomBytes(16));
  // A day of grace: clocks of containers and browsers may lag.
  cert.validity.notBefore = new Date(Date.now() - YEAR_MS / 365);
  return {
    cert,
    key: pki.privateKeyFromPem(pair.privateKey),
    keyPem: pair.privateKey,
  };
}

/** A serial number, hex. Its first byte is neither zero nor negative: DER allows no padding, and readers refuse it. */
export function serialNumber(random: Buffer): string {
  const bytes = Buffer.from(random);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x3f) | 0x40, 0);
  return bytes.toString("hex");
}
