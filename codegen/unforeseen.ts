/** Findings for failures that no check of a document foresaw. */
import type { Finding } from "./diagnostics.js";

const isExhausted = (error: unknown): boolean =>
  error instanceof RangeError && /call stack|string length|array length/i.test(error.message);

/** A failure as a finding about the document; the part, where the failure names one. */
export const findingOf = (error: unknown): Finding => {
  if (isExhausted(error)) {
    return {
      rule: "limit",
      at: [],
      message: "The document is too deeply nested, or its references lead too far.",
      advice: "Break up chains of schemas that hold each other.",
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  const [, pointer] = / at (#\/\S+)$/.exec(message) ?? [];
  return {
    rule: "unforeseen",
    at: pointer ?? [],
    message: `No client can be made of this: ${message}`,
    advice: "Please report it with the part of the document that it is about.",
  };
};
