/** Tells a refusal, which repeating cannot change, from a failure that may pass. Pure. */

/** Statuses below 500 that speak of the moment, not of the credentials. */
const passing = new Set([408, 425, 429]);

/** Whether an error, or its cause, is an answer that refuses the credentials. */
export function isRejection(error: unknown): boolean {
  const status = statusOf(error) ?? statusOf(error instanceof Error ? error.cause : undefined);
  return status !== undefined && status >= 400 && status < 500 && !passing.has(status);
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null || !("status" in error)) return undefined;
  return typeof error.status === "number" ? error.status : undefined;
}
