/** Takes secrets out of what is recorded. Shapes stay, so that a recording can be replayed. Pure. */
import { isSecretName, redacted, redactUrl, scrub } from "../runtime/log/redact.js";

/** What counts as a secret besides names that say so, such as `Authorization` and `password`. */
export interface RedactOptions {
  /** Values that are replaced wherever they occur. */
  readonly secrets?: readonly string[];
  /** Further names of headers, query parameters and fields, in any case. */
  readonly secretNames?: readonly string[];
}

/** Header values by name, secrets replaced. */
export function redactedHeaders(
  headers: Readonly<Record<string, string>>,
  options: RedactOptions,
): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [
    name,
    isSecret(name, options) ? redacted : redactedText(value, options),
  ]);
  return Object.fromEntries(entries);
}

/** A URL, secrets replaced. */
export function redactedUrl(url: string, options: RedactOptions): string {
  const named = url.replace(/([?&]([^=&#]+)=)[^&#]*/g, (pair, start: string, name: string) =>
    isSecret(name, options) ? start + redacted : pair,
  );
  return redactUrl(named, options.secrets);
}

/** A JSON value with its secrets replaced: strings under a secret name, and secrets in any string. */
export function redactedJson(value: unknown, options: RedactOptions, name = ""): unknown {
  if (typeof value === "string") {
    return isSecret(name, options) ? redacted : redactedText(value, options);
  }
  if (Array.isArray(value)) return value.map((item) => redactedJson(item, options, name));
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).map(([field, item]) => [
    field,
    redactedJson(item, options, field),
  ]);
  return Object.fromEntries(fields);
}

/** A form body, secrets replaced. */
export function redactedForm(text: string, options: RedactOptions): string {
  const fields = [...new URLSearchParams(text)].map(([name, value]) => [
    name,
    isSecret(name, options) ? redacted : redactedText(value, options),
  ]);
  return new URLSearchParams(fields).toString();
}

/** A text with secrets replaced: given ones, JSON web tokens, credentials after a scheme, JSON fields. */
export function redactedText(text: string, options: RedactOptions): string {
  return scrub(text, options.secrets ?? [])
    .replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, redacted)
    .replace(/\b(Bearer|Basic)\s+[\w.~+/-]{8,}=*/g, `$1 ${redacted}`)
    .replace(/"([^"\\]+)"(\s*:\s*)"(?:[^"\\]|\\.)*"/g, (pair, name: string, colon: string) =>
      isSecret(name, options) ? `"${name}"${colon}"${redacted}"` : pair,
    );
}

function isSecret(name: string, { secretNames = [] }: RedactOptions): boolean {
  if (name === "") return false;
  const lower = name.toLowerCase();
  return isSecretName(name) || secretNames.some((secret) => secret.toLowerCase() === lower);
}
