/** Checks requests by the part of JSON Schema that says something about them. No library is needed. */

import type { Validator } from "./create-validation.js";
import { checkKeywords } from "./keywords.js";
import type { JsonSchema, RequestSchemas } from "./request-schemas.js";
import type { Issue, ValueLocation } from "./validation.js";

/**
 * A validator out of the schemas that the generator writes (`requestSchemas` in the vocabulary). Each issue has the
 * value at fault as `input`, which is not printed. Answers are not looked at.
 */
export function requestValidator(requests: RequestSchemas): Validator {
  const { models, operations } = requests;
  return ({ operation, location, value }) => {
    const schema = operations[operation.id]?.[location];
    if (schema === undefined || (value === undefined && !isRequired(location, schema))) return [];
    const issues: Issue[] = [];
    checkKeywords(value === undefined ? {} : value, schema, { path: "", models, issues });
    return issues;
  };
}

/** Parameters that are not given are an empty object; a body that is not given is its operation's affair. */
function isRequired(location: ValueLocation, { required = [] }: JsonSchema): boolean {
  return location !== "body" && required.length > 0;
}
