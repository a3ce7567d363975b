/** Takes secrets out of what is logged or printed. Knows names of secrets, not APIs. */

/** What stands in place of a secret. */
export const redacted = "[redacted]";

const secretName =
  /authorization|cookie|api[-_]?key|secret|passw(or)?d|passphrase|private[-_]?key|credential|signature|(^|x|access|refresh|id|auth|bearer|csrf|xsrf|session|api|security)[-_]?token$/i;

/** Whether a header, query parameter or field of this name holds a secret. */
export function isSecretName(name: string): boolean {
  return secretName.test(name);
}

/** Replaces every occurrence of the given secrets in a text. */
export function scrub(text: string, secrets: readonly string[]): string {
  return secrets.reduce((clean, secret) => clean.replaceAll(secret, redacted), text);
}

/**
 * The value itself when none of its texts holds one of the secrets, else a copy without. Lists and plain objects are
 * looked into; anything else stays as it is.
 */
export function scrubAll(value: unknown, secrets: readonly string[], depth = 0): unknown {
  if (secrets.length === 0) return value;
  if (typeof value === "string") return scrub(value, secrets);
  if (!Array.isArray(value) && !isPlain(value)) return value;
  if (depth > 8) return "[deep]";
  const before = Object.entries(value);
  const after = before.map(([name, field]): [string, unknown] => [
    scrub(name, secrets),
    scrubAll(field, secrets, depth + 1),
  ]);
  const isClean = after.every(([name, field], index) => {
    const [formerName, formerField] = before[index] ?? [];
    return name === formerName && field === formerField;
  });
  if (isClean) return value;
  return Array.isArray(value) ? after.map(([, field]) => field) : Object.fromEntries(after);
}

/** Dates, headers and errors have a prototype of their own. */
function isPlain(value: unknown): value is object {
  return (
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}

/**
 * A copy of headers that is safe to log; `secretNames` are redacted besides those with a telling name, and `secrets`
 * wherever a server echoes them.
 */
export function redactHeaders(
  headers: Headers | Readonly<Record<string, string>>,
  secretNames: readonly string[] = [],
  secrets: readonly string[] = [],
): Record<string, string> {
  const entries = headers instanceof Headers ? [...headers] : Object.entries(headers);
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      isSecretName(name) || secretNames.includes(name) ? redacted : scrub(value, secrets),
    ]),
  );
}

/** A URL that is safe to log: no credentials, and no values of secret query parameters. */
export function redactUrl(url: string, secrets: readonly string[] = []): string {
  const safe = url
    .replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#@]*@/i, "$1")
    .replace(/([?&]([^=&#]+)=)[^&#]*/g, (pair, start: string, name: string) =>
      isSecretName(name) ? start + redacted : pair,
    );
  return scrub(safe, secrets);
}

/** A copy of a JSON value without secrets: by name of the field, and by occurrence in any string. */
export function redactJson(value: unknown, secrets: readonly string[] = [], depth = 0): unknown {
  if (typeof value === "string") return scrub(value, secrets);
  if (typeof value !== "object" || value === null) return value;
  if (depth > 8) return "[deep]";
  if (Array.isArray(value)) return value.map((item) => redactJson(item, secrets, depth + 1));
  const hidesInput = pointsAtSecret(value);
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      scrub(name, secrets),
      isSecretName(name) || (hidesInput && (name === "input" || name === "ctx"))
        ? redacted
        : redactJson(field, secrets, depth + 1),
    ]),
  );
}

/** FastAPI answers a rejected field as `{ loc: ["body", "password"], input: "<what was sent>" }`. */
function pointsAtSecret(value: object): boolean {
  const where = "loc" in value ? value.loc : undefined;
  return (
    Array.isArray(where) && where.some((step) => typeof step === "string" && isSecretName(step))
  );
}
