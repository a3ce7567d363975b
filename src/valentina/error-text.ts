/** Words errors as the guide's client does: status and title, then what else is known. Pure. */
import { type ErrorInit, isRecord, textOf } from "../runtime/index.js";

/** What an error may be made of; what is left out is not known. */
export type APIErrorInit = Partial<ErrorInit> & {
  /** Requests that are left, by the rate limit. */
  readonly remaining?: number | undefined;
};

/** A problem's member as text; undefined when it is empty too. */
export function said(body: unknown, name: string): string | undefined {
  return isRecord(body) ? textOf(body[name]) || undefined : undefined;
}

/** Fields of a request that the server did not accept. */
export function invalidParametersOf(body: unknown): readonly unknown[] {
  const list = isRecord(body) ? body.invalid_parameters : undefined;
  return Array.isArray(list) ? list : [];
}

/** `[404] Not Found | Instance: https://...`; the message alone where there is no status. [VN-085] */
export function errorText(message: string, init: APIErrorInit): string {
  const { status, body } = init;
  const title = said(body, "title");
  const detail = said(body, "detail");
  const instance = said(body, "instance");
  const head = status === undefined ? message : `[${status}] ${title ?? message}`.trimEnd();
  const isNews = detail !== undefined && detail !== message && detail !== title;
  const parts = [
    head || "Unknown API error",
    ...(isNews ? [`Detail: ${detail}`] : []),
    ...(instance === undefined ? [] : [`Instance: ${instance}`]),
    ...(status === 400 ? fieldsText(body) : []),
    ...(status === 429 ? limitText(init) : []),
  ];
  return parts.join(" | ");
}

function fieldsText(body: unknown): string[] {
  const fields = invalidParametersOf(body).map((one) => {
    const { field, message } = isRecord(one) ? one : {};
    const name = Array.isArray(field) ? field.join(".") : textOf(field);
    return `${name ?? "unknown"}: ${textOf(message) ?? "invalid"}`;
  });
  return fields.length === 0 ? [] : [`Fields: ${fields.join("; ")}`];
}

function limitText({ retryAfterMs, remaining }: APIErrorInit): string[] {
  const known = [
    ...(retryAfterMs === undefined ? [] : [`retry_after=${retryAfterMs / 1000}s`]),
    ...(remaining === undefined ? [] : [`remaining=${remaining}`]),
  ];
  return known.length === 0 ? [] : [known.join(", ")];
}
