/** What the readers of other vocabularies have in common. */
import type { Path } from "../../diagnostics.js";
import type { PagesVocabulary } from "../../vocabulary.js";
import type { ReportPages } from "../page-places.js";
import type { OperationContext } from "../parameters.js";
import { collectParameters } from "../parameters.js";
import type { Schema } from "../schemas.js";

/** Pages in our words, and who is told when they do not fit the operation. */
export interface Hint {
  readonly vocabulary: PagesVocabulary;
  readonly report: ReportPages;
}

/** `refused`: it was there and not understood, which has been reported. */
export type ReadResult = Hint | "refused" | undefined;

/** Looks for one kind of hint. */
export type HintReader = (operation: OperationContext, answer: Schema) => ReadResult;

const advice =
  "The method answers one page, as it is. Say `pages` in `x-clientwright` or in the configuration.";

/** Tells that a hint is not followed. */
export const warnOfHint = (
  { findings, operation }: OperationContext,
  inside: Path,
  message: string,
): "refused" => {
  findings.warn({
    rule: "paging-hint",
    at: [...operation.at, ...inside],
    message: `${message} The hint is left aside.`,
    advice,
  });
  return "refused";
};

/** A hint at a place within the operation. */
export const hintAt = (
  operation: OperationContext,
  inside: Path,
  vocabulary: PagesVocabulary,
): Hint => ({
  vocabulary,
  report: (_key, message) => warnOfHint(operation, inside, message),
});

/** The number of the first page, where a parameter starts at another than 1. */
export const firstPageOf = (
  operation: OperationContext,
  name: string,
): { readonly firstPage?: number } => {
  const node = collectParameters(operation).find(
    (one) => one.node.in === "query" && one.node.name === name,
  )?.node;
  const schema = typeof node?.schema === "object" ? operation.resolve(node.schema) : {};
  return schema.default === 0 || schema.minimum === 0 ? { firstPage: 0 } : {};
};

/** The text members of an object that are there. */
export const given = <T extends Readonly<Record<string, string | undefined>>>(
  members: T,
): { readonly [Name in keyof T]?: string } =>
  // Only what is undefined was taken out.
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    readonly [Name in keyof T]?: string;
  };
