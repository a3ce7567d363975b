/** What a server would answer: a sample of the first documented success. */
import { isDeepStrictEqual } from "node:util";
import type { Operation } from "clientwright/runtime";
import { child, type DocumentedOperation } from "../../../codegen/contract/openapi.js";
import { sampleSchema, UnsampledError } from "../../../codegen/contract/sample.js";
import type { Node } from "../../../codegen/document.js";
import type { GivenAnswer } from "./record.js";

const nothing: GivenAnswer = { status: 204, type: undefined, body: undefined };

const isJson = (type: string): boolean => /^[^;]*[/+]json\s*(;|$)/i.test(type);

const textOf = (document: Node, schema: unknown): string | undefined => {
  try {
    return JSON.stringify(
      sampleSchema(document, schema, { forRequest: false, useExamples: false }),
    );
  } catch (error) {
    if (error instanceof UnsampledError) return undefined;
    throw error;
  }
};

/** The answer that a call is given: JSON where the document has it, else nothing. */
export const answerFor = (
  document: Node,
  { answers, method }: DocumentedOperation,
): GivenAnswer => {
  const success = answers.find(({ status }) => /^2\d\d$/.test(status));
  if (success === undefined || method === "HEAD") return nothing;
  const status = Number(success.status);
  const content = child(success.node, "content");
  const types = Object.keys(content);
  const [first] = types;
  const type = types.length === 1 && first !== undefined && isJson(first) ? first : undefined;
  const { schema } = type === undefined ? { schema: undefined } : child(content, type);
  if (type === undefined || schema === undefined) return { ...nothing, status };
  const body = textOf(document, schema);
  return body === undefined ? { ...nothing, status } : { status, type, body };
};

/** What is wrong with the result of a call that was given JSON. */
export const compareAnswer = (
  { body }: GivenAnswer,
  { pages, answer }: Operation,
  result: unknown,
): string[] => {
  const isPlain = pages === undefined && (answer === undefined || answer === "json");
  if (body === undefined || !isPlain) return [];
  return isDeepStrictEqual(result, JSON.parse(body)) ? [] : ["the result is not what was answered"];
};
