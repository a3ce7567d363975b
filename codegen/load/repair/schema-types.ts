/** What other languages and older drafts call the types of JSON Schema. */
import { pointerTo } from "../../diagnostics.js";
import { isNode } from "../../document.js";
import { type Fields, setField } from "./draft.js";
import { type Fixer, takenFor } from "./fix.js";

interface Meaning {
  readonly type: string | undefined;
  readonly format?: string;
}

const type = (name: string, format?: string): Meaning =>
  format === undefined ? { type: name } : { type: name, format };

/** Anything: no type at all. */
const anything: Meaning = { type: undefined };

/** Words in lower case. A `format` is set where the schema has none of its own. */
const meanings: Readonly<Record<string, Meaning>> = {
  int: type("integer"),
  int32: type("integer", "int32"),
  int64: type("integer", "int64"),
  long: type("integer", "int64"),
  short: type("integer"),
  uint: type("integer"),
  bigint: type("integer", "int64"),
  float: type("number", "float"),
  double: type("number", "double"),
  decimal: type("number"),
  numeric: type("number"),
  bool: type("boolean"),
  str: type("string"),
  text: type("string"),
  char: type("string"),
  varchar: type("string"),
  enum: type("string"),
  date: type("string", "date"),
  time: type("string", "time"),
  datetime: type("string", "date-time"),
  "date-time": type("string", "date-time"),
  timestamp: type("string", "date-time"),
  uuid: type("string", "uuid"),
  guid: type("string", "uuid"),
  uri: type("string", "uri"),
  url: type("string", "uri"),
  email: type("string", "email"),
  password: type("string", "password"),
  byte: type("string", "byte"),
  base64: type("string", "byte"),
  binary: type("string", "binary"),
  file: type("string", "binary"),
  blob: type("string", "binary"),
  list: type("array"),
  set: type("array"),
  map: type("object"),
  dict: type("object"),
  hash: type("object"),
  struct: type("object"),
  nil: type("null"),
  none: type("null"),
  any: anything,
  mixed: anything,
  json: anything,
  unknown: anything,
};

const known = ["array", "boolean", "integer", "null", "number", "object", "string"];

const meaningOf = (word: unknown): Meaning | undefined => {
  if (typeof word !== "string") return undefined;
  const plain = word.trim().toLowerCase();
  if (known.includes(plain)) return type(plain);
  return Object.hasOwn(meanings, plain) ? meanings[plain] : undefined;
};

/** The words of a type: of a list, or of a text such as `string|null`. */
const wordsOfType = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  return typeof value === "string" && /[|,]/.test(value) ? value.split(/[|,]/) : [value];
};

const modelNamed = (root: unknown, name: unknown): string | undefined => {
  const components = isNode(root) && isNode(root.components) ? root.components : {};
  const isModel =
    typeof name === "string" &&
    isNode(components.schemas) &&
    Object.hasOwn(components.schemas, name);
  return isModel ? pointerTo(["components", "schemas", name]) : undefined;
};

/** Types that are no types: what is meant is written; what means nothing is left out, and any value is taken. */
export const fixType: Fixer = (value, { parent }, { root }) => {
  // Only schemas have types.
  const schema = parent as Fields;
  const reference = modelNamed(root, value);
  if (reference !== undefined) {
    return {
      says: "It is taken for a reference to the schema of that name.",
      also: () => setField(schema, "$ref", reference),
    };
  }
  const found = wordsOfType(value).flatMap((word) => meaningOf(word) ?? []);
  const types = [...new Set(found.flatMap((meaning) => meaning.type ?? []))];
  if (types.length === 0 || found.includes(anything))
    return { says: "It is left out: the client takes any value." };
  const format = found.find((meaning) => meaning.format !== undefined)?.format;
  const [only] = types;
  return {
    ...takenFor(types.length === 1 ? only : types),
    also: () => {
      if (format !== undefined && schema.format === undefined) schema.format = format;
    },
  };
};
