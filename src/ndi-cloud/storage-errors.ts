/** What answers of the file storage say, without what must not be shown of their addresses. Pure. */
import { mistake } from "./checks.js";
import type { NdiErrorInit } from "./errors.js";

/** An answer and its text. */
export interface StorageAnswer {
  readonly response: Response;
  readonly text: string;
}

/** Longest text of the storage that is kept. */
const longest = 4_000;

/** An address without its permission: what stands behind the question mark is a secret. */
export function hiddenAddress(url: string): string {
  const { origin, pathname, search } = new URL(url);
  return `${origin}${pathname}${search === "" ? "" : "?[redacted]"}`;
}

/** @throws {NdiValidationError} for what is no address; it is not repeated, as it may be a secret. */
export function checkAddress(url: string): void {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw mistake("The address of a file must be an http(s) URL");
}

/** What an error is made of: status, the storage's own code, and its text. [NDI-084] */
export function storageAnswer(
  method: "PUT" | "GET",
  url: string,
  { response, text }: StorageAnswer,
): NdiErrorInit & { readonly message: string } {
  const { status, statusText, headers } = response;
  const { search } = new URL(url);
  // The storage explains a wrong signature by quoting it.
  const values = [...new URL(url).searchParams.values()];
  const written = search.split(/[?&=]/);
  const secrets = [url, search, search.slice(1), ...values, ...written];
  const body = without(
    text,
    secrets.filter((secret) => secret.length >= 8),
  ).slice(0, longest);
  const code = element(body, "Code");
  const said = element(body, "Message") ?? code ?? (statusText || "no message");
  const verb = method === "PUT" ? "did not take" : "did not give";
  return {
    message: `The file storage ${verb} the bytes: ${status} ${said}`,
    kind: "answer",
    operation: { id: method === "PUT" ? "putFile" : "getFile", method, path: "/{key}" },
    status,
    statusText: statusText || undefined,
    headers,
    body: body === "" ? undefined : body,
    code,
    url: hiddenAddress(url),
  };
}

function without(text: string, secrets: readonly string[]): string {
  return secrets.reduce(
    (clean, secret) =>
      clean
        .replaceAll(secret, "[redacted]")
        .replaceAll(secret.replaceAll("&", "&amp;"), "[redacted]"),
    text,
  );
}

/** Text of an XML element without children. */
function element(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1]?.trim() || undefined;
}
