/** Secrets in what a request says of itself: the password of a login, the token of a refresh. */
import { isSecretName } from "../log/redact.js";
import type { WrittenBody } from "../serialize/body.js";

/** Texts beyond this length hold documents, not credentials, and would take long to search. */
const longest = 65_536;

/** Text values of fields with telling names in a JSON or form body, as they are and as JSON quotes them. */
export function bodySecrets(body: WrittenBody | undefined): readonly string[] {
  const text = textOf(body);
  if (text === undefined || text.length > longest) return [];
  const values = /json/i.test(body?.type ?? "") ? jsonSecrets(text) : formSecrets(text);
  return values.flatMap((value) => [value, JSON.stringify(value).slice(1, -1)]);
}

/** The body's text, where it has one. */
export function textOf(body: WrittenBody | undefined): string | undefined {
  const content = body?.content;
  const text = content instanceof ArrayBuffer ? new TextDecoder().decode(content) : content;
  return typeof text === "string" ? text : undefined;
}

function formSecrets(text: string): string[] {
  return [...new URLSearchParams(text)]
    .filter(([name]) => isSecretName(name))
    .map(([, value]) => value);
}

function jsonSecrets(text: string): string[] {
  const found: string[] = [];
  try {
    JSON.parse(text, (name, value: unknown) => {
      if (typeof value === "string" && isSecretName(name)) found.push(value);
      return value;
    });
  } catch {
    // What is no JSON has no fields.
  }
  return found;
}
