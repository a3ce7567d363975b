/** Writes query strings, each parameter in its own style. */
import type { ParameterFormat } from "../operation.js";
import { encodeExceptReserved, percentEncode, writePairs } from "./style.js";

/** The query without its `?`; empty when nothing is to be sent. */
export function writeQuery(
  values: Readonly<Record<string, unknown>>,
  formats: Readonly<Record<string, ParameterFormat>> = {},
): string {
  const pairs: string[] = [];
  for (const name in values) {
    const value = values[name];
    const format = formats[name];
    if (format === undefined && (typeof value === "string" || typeof value === "number")) {
      pairs.push(`${percentEncode(name)}=${percentEncode(String(value))}`);
      continue;
    }
    const encode = format?.allowReserved ? encodeExceptReserved : percentEncode;
    for (const [key, text] of writePairs(name, value, format ?? {}, encode))
      pairs.push(`${key}=${text}`);
  }
  return pairs.join("&");
}
