// Sends stored bytes: all, a part, or as much as a test lets through.
import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { sendAnswer } from "../../support/answers.js";
import type { RecordedRequest } from "../../support/request-log.js";
import { rangeOf } from "./byte-range.js";
import type { StoredObject } from "./objects.js";
import { storageError } from "./refusals.js";

/** With `tearAfter`, the connection breaks off after so many bytes of those that were announced. */
export async function sendObject(
  object: StoredObject,
  { headers }: RecordedRequest,
  response: ServerResponse,
  tearAfter: number | undefined,
): Promise<void> {
  const range = rangeOf(headers.range, object.size);
  if (range === "unsatisfiable") {
    sendAnswer(response, storageError(416, "InvalidRange", "The range is not there."));
    return;
  }
  const { start, end } = range === "whole" ? { start: 0, end: object.size - 1 } : range;
  response.writeHead(range === "whole" ? 200 : 206, {
    "content-type": "application/octet-stream",
    "content-length": String(end - start + 1),
    "accept-ranges": "bytes",
    etag: `"${object.md5}"`,
    ...(range !== "whole" && { "content-range": `bytes ${start}-${end}/${object.size}` }),
  });
  if (tearAfter !== undefined) await tear(object, start, tearAfter, response);
  else if (object.size === 0) response.end();
  else await pipeline(object.stream(start, end), response);
}

async function tear(
  object: StoredObject,
  start: number,
  length: number,
  response: ServerResponse,
): Promise<void> {
  if (length > 0)
    for await (const chunk of object.stream(start, start + length - 1)) response.write(chunk);
  response.write("", () => response.socket?.destroy());
}
