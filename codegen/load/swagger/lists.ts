/** How lists are written in parameters: `collectionFormat` as far as OpenAPI 3 has a counterpart. */
import type { Path } from "../../diagnostics.js";
import type { Node } from "../../document.js";

/** Tells about something that conversion cannot keep, at a path of the Swagger document. */
export type Warn = (path: Path, message: string, advice: string) => void;

/** How a list is written (OpenAPI 3.0, "Style Values"). */
export interface ListStyle {
  readonly style: string;
  readonly explode: boolean;
}

/** Styles of lists in queries and forms by `collectionFormat`. */
const styles: Readonly<Record<string, ListStyle>> = {
  csv: { style: "form", explode: false },
  ssv: { style: "spaceDelimited", explode: false },
  pipes: { style: "pipeDelimited", explode: false },
  multi: { style: "form", explode: true },
};

/** Formats by the places that can say them in OpenAPI 3. */
const known: Readonly<Record<string, readonly string[]>> = {
  query: Object.keys(styles),
  formData: Object.keys(styles),
  path: ["csv"],
  header: ["csv"],
};

const formatOf = ({ collectionFormat }: Node): string => String(collectionFormat ?? "csv");

/** Encoding of a form's member that is a list; undefined for other members. */
export const encodingOf = (parameter: Node): ListStyle | undefined =>
  parameter.type === "array" ? styles[formatOf(parameter)] : undefined;

const holdsLists = (parameter: Node): boolean => {
  const { items } = parameter;
  return typeof items === "object" && items !== null && "type" in items && items.type === "array";
};

/** A parameter whose list OpenAPI 3 cannot write becomes a text that callers join themselves. */
export const withKnownLists = (parameter: Node, path: Path, warn: Warn): Node => {
  if (parameter.type !== "array") return parameter;
  const format = formatOf(parameter);
  const isKnown = known[String(parameter.in)]?.includes(format) ?? true;
  if (isKnown && !holdsLists(parameter)) return parameter;
  const what = isKnown ? "a list of lists" : `collectionFormat "${format}" in a ${parameter.in}`;
  const message = `OpenAPI 3 has no words for ${what}: the parameter is taken as text.`;
  warn(path, message, "Join the values with its separator yourself.");
  const { items: _items, collectionFormat: _format, ...rest } = parameter;
  const listKeys = new Set(["default", "enum", "maxItems", "minItems", "uniqueItems"]);
  const kept = Object.entries(rest).filter(([key]) => !listKeys.has(key));
  return { ...Object.fromEntries(kept), type: "string" };
};
