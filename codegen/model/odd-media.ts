/** Says which keys of `content` are no media types. */
import type { Content } from "../document.js";
import { oddMediaOf } from "./media-types.js";
import type { OperationContext } from "./parameters.js";

/** Reports them once for each body and answer. */
export const reportOddMedia = (
  content: Content | undefined,
  { operation, findings }: OperationContext,
): void => {
  for (const type of oddMediaOf(content)) {
    findings.warn({
      rule: "media-type",
      at: operation.at,
      message: `"${type}" is no media type: it is neither sent nor asked for.`,
      advice: "Write it as type and subtype, for example `application/json`.",
    });
  }
};
