/** Fills path templates. A value can never leave its segment, be dropped, or become another path. */
import type { ParameterFormat } from "../operation.js";
import { isAbsent, percentEncode, type Styles } from "./text.js";
import { UnsendableError } from "./unsendable.js";

/** A template cut at its parameters: literals at even positions, names at odd ones. */
export type PathTemplate = readonly string[];

/** `/tokens/{id}/x` becomes `["/tokens/", "id", "/x"]`. */
export function parseTemplate(path: string): PathTemplate {
  return path.split(/\{([^{}]+)\}/);
}

/**
 * The path with its values in place.
 * @throws {UnsendableError} for a value that is missing, empty, or would make a dot segment.
 */
export function fillTemplate(
  template: PathTemplate,
  values: Readonly<Record<string, unknown>>,
  formats: Readonly<Record<string, ParameterFormat>> | undefined = {},
  styles: Styles,
): string {
  if (template.length === 1) return template[0] ?? "";
  let path = "";
  for (const [index, part] of template.entries()) {
    path += index % 2 === 0 ? part : segmentText(part, values[part], formats[part], styles);
  }
  // WHATWG URL, section 4.1: these segments are resolved away, also when percent-encoded.
  if (/(^|\/)(\.|%2e){1,2}(?=\/|$)/i.test(path)) {
    throw new UnsendableError("path", "must not be made of dots only", "dot_segment");
  }
  return path;
}

function segmentText(
  name: string,
  value: unknown,
  format: ParameterFormat | undefined,
  styles: Styles,
): string {
  // What most parameters are.
  if (format === undefined && typeof value === "string" && value !== "")
    return percentEncode(value);
  if (format === undefined && typeof value === "number") return percentEncode(String(value));
  if (isAbsent(value)) throw new UnsendableError(`path.${name}`, "is required", "required");
  const text = styles.value(name, value, format ?? {}, percentEncode);
  const isEmpty = value === "" || text === "" || (Array.isArray(value) && value.length === 0);
  if (isEmpty) throw new UnsendableError(`path.${name}`, "must not be empty", "empty");
  return text;
}
