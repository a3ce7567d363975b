/** Compares the examples of an answer with its schema; Prism gives only the first of them. */
import { isNode, type Node } from "../document.js";
import type { ContractCase } from "./cases.js";
import { examplesOf } from "./examples.js";
import { atPointer } from "./openapi.js";
import type { SchemaCheck } from "./schema-check.js";

const listExamples = (document: Node, { schema }: ContractCase): [string, unknown][] => {
  const media =
    schema === undefined ? undefined : atPointer(document, schema.replace(/\/schema$/, ""));
  return isNode(media) ? [...examplesOf(document, media)] : [];
};

/** Whether the document gives an example of the case's answer. */
export const hasExamples = (document: Node, testCase: ContractCase): boolean =>
  listExamples(document, testCase).length > 0;

/** What is wrong with the examples of the case's answer after the first. */
export const checkExamples = (
  document: Node,
  testCase: ContractCase,
  check: SchemaCheck,
): string[] => {
  const { schema } = testCase;
  if (schema === undefined) return [];
  const [, ...others] = listExamples(document, testCase);
  return others.flatMap(([name, value]) =>
    check(schema, value).map((problem) => `example ${name} departs from its schema: ${problem}`),
  );
};
