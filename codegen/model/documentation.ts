/** What a document says about a part of itself, for people. */
import type { Documentation } from "./types.js";

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;

/** What a node says of itself. */
export const documentationOf = (node: {
  readonly title?: unknown;
  readonly summary?: unknown;
  readonly description?: unknown;
  readonly deprecated?: unknown;
  readonly externalDocs?: { readonly url?: unknown };
}): Documentation => {
  const summary = text(node.summary) ?? text(node.title);
  const description = text(node.description);
  const see = text(node.externalDocs?.url);
  return {
    ...(summary !== undefined && { summary }),
    ...(description !== undefined && { description }),
    deprecated: node.deprecated === true,
    ...(see !== undefined && { see }),
  };
};
