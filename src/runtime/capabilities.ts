/** What a client can write and read. A small client is given few, so that bundles hold only what is used. */

import { readEvents } from "./answer/events.js";
import { readJson } from "./answer/json.js";
import { readLines } from "./answer/lines.js";
import { readBinary, readNothing, readText } from "./answer/plain.js";
import type { Capabilities } from "./call-state.js";
import { writeBinary, writeJson, writeText } from "./serialize/body.js";
import { writeForm } from "./serialize/form.js";
import { writeMultipart } from "./serialize/multipart.js";
import { reportProgress } from "./serialize/progress.js";

/** JSON in and out, text, and answers without content. */
export const essentials: Capabilities = {
  bodies: { json: writeJson },
  answers: { json: readJson, text: readText, none: readNothing },
};

/** Everything that an OpenAPI document can ask for. */
export const everything: Capabilities = {
  bodies: {
    json: writeJson,
    text: writeText,
    binary: writeBinary,
    form: writeForm,
    multipart: writeMultipart,
  },
  answers: {
    json: readJson,
    text: readText,
    none: readNothing,
    binary: readBinary,
    events: readEvents,
    lines: readLines,
  },
  progress: reportProgress,
};
