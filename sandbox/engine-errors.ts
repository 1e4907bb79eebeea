/** For `.catch`: what is already gone from the engine is no error, anything else is. */
export function unlessGone(error: unknown): undefined {
  if ((error as { statusCode?: number }).statusCode === 404) return undefined;
  throw error;
}
