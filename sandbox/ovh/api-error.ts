/** A refusal of OVH's API, worded as the provider passes it on. Source: `APIError.Error` of github.com/ovh/go-ovh. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly kind: string,
    readonly text: string,
  ) {
    super(`OVHcloud API error (status code ${status}): ${kind}: "${text}"`);
    this.name = "ApiError";
  }
}

export function notFound(text: string): ApiError {
  return new ApiError(404, "Client::NotFound", text);
}

export function conflict(text: string): ApiError {
  return new ApiError(409, "Client::Conflict", text);
}

export function badRequest(text: string): ApiError {
  return new ApiError(400, "Client::BadRequest", text);
}

/** The project a resource belongs to; the real provider asks for it, or for an environment variable that the sandbox ignores. */
export function requiredService(
  inputs: Readonly<Record<string, unknown>>,
): string {
  const { serviceName } = inputs;
  if (typeof serviceName !== "string" || serviceName === "")
    throw badRequest("Missing service_name");
  return serviceName;
}

/** An input as text: names come as strings, ids sometimes as numbers. */
export function text(value: unknown, absent = ""): string {
  return typeof value === "string" || typeof value === "number"
    ? String(value)
    : absent;
}
