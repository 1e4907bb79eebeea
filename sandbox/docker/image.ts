import { ask } from "../http";
import type Docker from "dockerode";
import { follow } from "../images";
import { messageOf, unlessGone } from "./connection";

/** How long a mirror may take to say whether it has an image, in milliseconds. */
const MIRROR_MS = 5000;
/** How long one image may take to arrive, in milliseconds. */
const PULL_MS = 15 * 60_000;
const MANIFESTS = [
  "application/vnd.docker.distribution.manifest.v2+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.oci.image.index.v1+json",
];

/** An image reference in its parts; the repository as Docker Hub names it, e.g. "library/wordpress". */
export interface Reference {
  readonly registry: string | undefined;
  readonly repository: string;
  readonly tag: string;
  readonly digest: string | undefined;
}

export function parseReference(image: string): Reference {
  const [named = "", digest] = image.split("@");
  const slash = named.lastIndexOf("/");
  const colon = named.indexOf(":", slash + 1);
  const path = colon < 0 ? named : named.slice(0, colon);
  const [first = "", ...rest] = path.split("/");
  const hasRegistry = rest.length > 0 && /[.:]|^localhost$/.test(first);
  const isHub = !hasRegistry || first === "docker.io";
  const plain = hasRegistry ? rest.join("/") : path;
  return {
    registry: isHub ? undefined : first,
    repository: isHub && !plain.includes("/") ? `library/${plain}` : plain,
    tag: colon < 0 ? "latest" : named.slice(colon + 1),
    digest,
  };
}

/**
 * The reference that a server can pull. The sandbox makes its own images under the names of Docker Hub's, so a digest
 * of Docker Hub's is one that its mirror cannot have: where a mirror of the server has the repository and the tag but
 * not the digest, the mirror's own digest of that tag takes its place. Any other reference stays as it is.
 */
export async function pullableImage(
  docker: Docker,
  image: string,
): Promise<string> {
  const { registry, repository, tag, digest } = parseReference(image);
  if (digest === undefined || registry !== undefined) return image;
  for (const mirror of await mirrorsOf(docker)) {
    const manifests = new URL(`/v2/${repository}/manifests/`, mirror);
    if ((await digestAt(manifests, digest)) !== undefined) return image;
    const own = await digestAt(manifests, tag);
    if (own !== undefined) return `${image.replace(/@.*$/, "")}@${own}`;
  }
  return image;
}

async function mirrorsOf(docker: Docker): Promise<string[]> {
  const info = (await docker.info()) as {
    RegistryConfig?: { Mirrors?: string[] | null };
  };
  return info.RegistryConfig?.Mirrors ?? [];
}

async function digestAt(
  manifests: URL,
  reference: string,
): Promise<string | undefined> {
  // A mirror that this machine cannot reach may still serve the server, which then says itself what it lacks.
  const answer = await ask(new URL(`./${reference}`, manifests), {
    method: "HEAD",
    accept: MANIFESTS.join(", "),
    patience: MIRROR_MS,
  });
  const digest = answer?.headers["docker-content-digest"];
  return answer?.status === 200 && typeof digest === "string"
    ? digest
    : undefined;
}

/** Makes sure that the server has the image, and returns the reference to use and the image's id. */
export async function ensureImage(
  docker: Docker,
  image: string,
): Promise<{ reference: string; id: string }> {
  const reference = await pullableImage(docker, image);
  const present = await unlessGone(docker.getImage(reference).inspect());
  if (present !== undefined) return { reference, id: present.Id };
  try {
    await pull(docker, reference);
    const pulled = await docker.getImage(reference).inspect();
    return { reference, id: pulled.Id };
  } catch (error) {
    throw new Error(`unable to pull image ${image}: ${messageOf(error)}`);
  }
}

async function pull(docker: Docker, reference: string): Promise<void> {
  const abortSignal = AbortSignal.timeout(PULL_MS);
  const stream = await docker.pull(reference, { abortSignal });
  await follow(docker, stream, () => undefined);
}
