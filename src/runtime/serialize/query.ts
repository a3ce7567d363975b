/** Writes query strings, each parameter in its own style. */
import type { ParameterFormat } from "../operation.js";
import { percentEncode, type Styles } from "./text.js";

const usual: ParameterFormat = {};

/** The query without its `?`; empty when nothing is to be sent. */
export function writeQuery(
  values: Readonly<Record<string, unknown>>,
  formats: Readonly<Record<string, ParameterFormat>> | undefined = {},
  styles: Styles,
): string {
  const pairs: string[] = [];
  for (const name in values) {
    const value = values[name];
    const format = formats[name];
    if (format === undefined && typeof value === "string") {
      pairs.push(`${percentEncode(name)}=${percentEncode(value)}`);
      continue;
    }
    for (const pair of styles.pairs(name, value, format ?? usual))
      pairs.push(name === "" ? pair[1] : pair.join("="));
  }
  return pairs.join("&");
}
