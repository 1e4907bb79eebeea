/** How long a registry may take for one answer, in milliseconds. */
const PATIENCE_MS = 20_000;

/** Docker Hub's registry, under the address that its API has. */
const HUB = "https://registry-1.docker.io";

/** What a multi-platform tag is first: its list, whose digest holds on every machine. Source: OCI distribution-spec, "Pulling manifests" */
const MANIFESTS = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

/** A digest, or why there is none. */
export type DigestAnswer =
  | { readonly digest: string }
  | { readonly reason: "unreachable" | "unknown" | "refused" };

/** Where an image's manifest is asked for: `nextcloud:33` → registry-1.docker.io, `library/nextcloud`, `33`. */
export function manifestUrl(image: string, hub = HUB): URL {
  const [, host, path = "", tag = ""] =
    /^(?:([^/]*[.:][^/]*|localhost)\/)?([^:@]+):([^:@]+)$/.exec(image) ?? [];
  const isHub = host === undefined || host === "docker.io";
  const base = isHub ? hub : `https://${host}`;
  const repository = isHub && !path.includes("/") ? `library/${path}` : path;
  return new URL(`/v2/${repository}/manifests/${tag}`, base);
}

/**
 * Asks an image's registry which digest its tag has, as Docker Registry HTTP API v2 has it; with the token that a registry
 * sends an anonymous visitor for. Source: https://distribution.github.io/distribution/spec/auth/token/
 */
export async function digestOf(
  image: string,
  hub: string = HUB,
): Promise<DigestAnswer> {
  const url = manifestUrl(image, hub);
  const first = await head(url);
  const challenge = first?.headers.get("www-authenticate");
  const answer =
    first?.status === 401 && challenge
      ? await head(url, await tokenFor(challenge))
      : first;
  if (!answer) return { reason: "unreachable" };
  if (answer.status === 404) return { reason: "unknown" };
  const digest = answer.headers.get("docker-content-digest") ?? "";
  return answer.ok && /^sha256:[0-9a-f]{64}$/.test(digest)
    ? { digest }
    : { reason: "refused" };
}

async function head(url: URL, token?: string): Promise<Response | undefined> {
  const headers = new Headers({ accept: MANIFESTS });
  if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
  return ask(url, { method: "HEAD", headers });
}

/** `Bearer realm="https://auth.example/token",service="…",scope="repository:…:pull"` → the token; undefined without one. */
async function tokenFor(challenge: string): Promise<string | undefined> {
  const told = Object.fromEntries(
    [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  ) as Partial<Record<string, string>>;
  if (!challenge.startsWith("Bearer ") || told.realm === undefined)
    return undefined;
  const url = new URL(told.realm);
  for (const name of ["service", "scope"])
    if (told[name] !== undefined) url.searchParams.set(name, told[name]);
  const answer = await ask(url, {});
  if (!answer?.ok) return undefined;
  const { token, access_token } = (await answer.json()) as Partial<
    Record<string, string>
  >;
  return token ?? access_token;
}

async function ask(url: URL, init: RequestInit): Promise<Response | undefined> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  return fetch(url, { ...init, signal }).catch(() => undefined);
}
