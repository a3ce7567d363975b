// Reads forms with files (RFC 7578).
import type { RecordedRequest } from "../support/request-log.js";

/** One part of a form. */
export interface FormPart {
  readonly text: string;
  /** Files only. */
  readonly fileName: string | undefined;
}

/** The parts by name; none when the request is no such form. */
export function parseMultipart({ headers, body }: RecordedRequest): Map<string, FormPart> {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/i.exec(
    headers["content-type"] ?? "",
  )?.[1];
  const parts = new Map<string, FormPart>();
  if (boundary === undefined) return parts;
  for (const part of body.split(`--${boundary}`).slice(1, -1)) {
    const [head = "", ...rest] = part.replace(/^\r\n/, "").split("\r\n\r\n");
    const name = /\bname="([^"]*)"/.exec(head)?.[1] ?? "";
    const fileName = /\bfilename="([^"]*)"/.exec(head)?.[1];
    parts.set(name, { text: rest.join("\r\n\r\n").replace(/\r\n$/, ""), fileName });
  }
  return parts;
}
