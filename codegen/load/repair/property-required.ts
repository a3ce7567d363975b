/** `required` of a schema: a list in OpenAPI; `true` beside the property itself in JSON Schema's third draft. */
import { isNode, valueAt } from "../../document.js";
import { type Fields, setField } from "./draft.js";
import { type Fixer, leftOut } from "./fix.js";
import { fixStrings } from "./values.js";

/** Adds to the names of a schema's required properties. */
export const addRequired = (owner: Fields, name: string): void => {
  const required: readonly unknown[] = Array.isArray(owner.required) ? owner.required : [];
  if (!required.includes(name)) setField(owner, "required", [...required, name]);
};

export const fixPropertyRequired: Fixer = (value, fault, draft) => {
  if (value !== true && value !== "true") return fixStrings(value, fault, draft);
  const { path } = fault;
  const owner = valueAt(draft.root, path.slice(0, -3));
  const isProperty = path.at(-3) === "properties" && isNode(owner);
  if (!isProperty) return leftOut;
  return {
    says: "The property is taken for a required one.",
    also: () => addRequired(owner as Fields, String(path.at(-2))),
  };
};
