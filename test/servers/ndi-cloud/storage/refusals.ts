// Why the storage takes or gives nothing, as S3 tells it.
import type { IncomingMessage } from "node:http";
import { type Answer, textAnswer } from "../../support/answers.js";
import type { Grant, Grants } from "./grants.js";

/** An error of the storage. */
export function storageError(status: number, code: string, message: string): Answer {
  const body = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return textAnswer(status, "application/xml", `<?xml version="1.0" encoding="UTF-8"?>\n${body}`);
}

export const noSuchKey = (): Answer => storageError(404, "NoSuchKey", "There is no such key.");

/** What the address permits, or why nothing is permitted. */
export function permissionOf(
  { method, url, headers }: IncomingMessage,
  grants: Grants,
  nowMs: number,
): Grant | Answer {
  const { pathname, searchParams } = new URL(url ?? "/", "http://storage.invalid");
  // The address is the permission: with another one beside it, the storage does not know which counts.
  if (headers.authorization !== undefined)
    return storageError(400, "InvalidArgument", "Only one auth mechanism allowed");
  const grant = grants.all.get(searchParams.get("X-Amz-Signature") ?? "");
  const key = pathname.slice(1).split("/").map(decodeURIComponent).join("/");
  if (!grant || grant.key !== key || grant.method !== method)
    return storageError(403, "SignatureDoesNotMatch", "The signature does not match.");
  if (grant.expiresAtMs <= nowMs) return storageError(403, "AccessDenied", "Request has expired");
  return method === "PUT" ? (putRefusal(headers) ?? grant) : grant;
}

/** The media type is part of the signature, and bytes without a length are not taken. */
function putRefusal(headers: IncomingMessage["headers"]): Answer | undefined {
  if (headers["content-type"] !== "application/octet-stream")
    return storageError(403, "SignatureDoesNotMatch", "The media type was not signed.");
  if (headers["content-length"] === undefined)
    return storageError(411, "MissingContentLength", "Content-Length is needed.");
  return undefined;
}

export function isAnswer(value: object): value is Answer {
  return "status" in value;
}
