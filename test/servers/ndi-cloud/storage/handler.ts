// What the storage does with a request.
import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { type Answer, sendAnswer } from "../../support/answers.js";
import type { RecordedRequest, RequestLog } from "../../support/request-log.js";
import {
  type AnswerScript,
  isScriptedAnswer,
  playScriptedAnswer,
  waitForScript,
} from "../../support/scripted-answers.js";
import type { Oddities } from "../oddities.js";
import type { Grant, Grants } from "./grants.js";
import type { Objects, StoredObject } from "./objects.js";
import { isAnswer, noSuchKey, permissionOf, storageError } from "./refusals.js";
import { sendObject } from "./sending.js";

/** What the storage has. */
export interface StorageParts {
  readonly now: () => number;
  readonly oddities: Oddities;
  /** Does the work of the server that is due. */
  readonly runDue: () => void;
  readonly grants: Grants;
  readonly objects: Objects;
  readonly log: RequestLog;
  readonly script: AnswerScript;
  /** After how many bytes this download is to break off. */
  readonly takeTear: (request: RecordedRequest) => number | undefined;
}

/** A handler over these parts. A scripted answer to a PUT comes when all its bytes are there, which are not kept. */
export function createHandler(
  parts: StorageParts,
): (incoming: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { now, grants, objects, log, script, runDue } = parts;
  return async (incoming, response) => {
    runDue();
    const request = log.add(incoming, "");
    const permission = permissionOf(incoming, grants, now());
    const isPut = !isAnswer(permission) && permission.method === "PUT";
    const received = isPut ? await objects.receive(incoming) : await discard(incoming);
    const scripted = script.take(request);
    if (scripted) await waitForScript(scripted, response);
    if (response.destroyed) return;
    if (scripted && isScriptedAnswer(scripted))
      playScriptedAnswer(scripted, response, (status) =>
        storageError(status, "InternalError", "Scripted by the test."),
      );
    else if (isAnswer(permission)) sendAnswer(response, permission);
    else if (received) sendAnswer(response, await store(parts, permission, received));
    else await give(parts, permission, request, response);
  };
}

async function discard(incoming: IncomingMessage): Promise<undefined> {
  for await (const _ of incoming);
}

async function store(
  { objects, runDue }: StorageParts,
  { key, onStored }: Grant,
  object: StoredObject,
): Promise<Answer> {
  objects.all.set(key, object);
  await onStored?.(object);
  runDue();
  return { status: 200, headers: { etag: `"${object.md5}"` }, body: "" };
}

async function give(
  { objects, oddities, takeTear }: StorageParts,
  { key }: Grant,
  request: RecordedRequest,
  response: ServerResponse,
): Promise<void> {
  const object = objects.all.get(key);
  const moved = `${request.path}&moved`;
  if (!object) sendAnswer(response, noSuchKey());
  else if (oddities.redirectedDownloads && !request.path.endsWith("&moved"))
    sendAnswer(response, { status: 307, headers: { location: moved }, body: "" });
  else if (oddities.damagingGateway && request.headers["accept-encoding"] !== "identity")
    response.writeHead(200).end(gzipSync(await object.bytes()));
  else await sendObject(object, request, response, takeTear(request));
}
