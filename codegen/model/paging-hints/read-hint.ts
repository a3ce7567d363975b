/** What other generators' extensions, and links, say of an operation's pages. */
import type { OperationContext } from "../parameters.js";
import type { Schema } from "../schemas.js";
import { readFern } from "./fern.js";
import type { HintReader, ReadResult } from "./hint.js";
import { readLinks } from "./links.js";
import { readMsPageable } from "./ms-pageable.js";
import { readSpeakeasy } from "./speakeasy.js";
import { readStainless } from "./stainless.js";

const readers: readonly HintReader[] = [
  readSpeakeasy,
  readFern,
  readMsPageable,
  readStainless,
  readLinks,
];

/** The first hint that is there. */
export const readHint = (operation: OperationContext, answer: Schema): ReadResult => {
  for (const read of readers) {
    const hint = read(operation, answer);
    if (hint !== undefined) return hint;
  }
  return undefined;
};
