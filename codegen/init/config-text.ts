/** The text of a configuration file. */
import type { ApiConfig } from "../config.js";

export type ConfigFormat = "ts" | "json";

/** Names of the files by format. */
export const configFiles: Readonly<Record<ConfigFormat, string>> = {
  ts: "clientwright.config.ts",
  json: "clientwright.config.json",
};

/** Where an editor finds what a JSON configuration may say. */
const schema = "./node_modules/@clientwright/codegen/schema/vocabulary.schema.json#/$defs/config";

const apiLines = ([key, api]: [string, ApiConfig]): string[] => [
  `    ${/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key)}: {`,
  ...Object.entries(api).map(([name, value]) => `      ${name}: ${JSON.stringify(value)},`),
  "    },",
];

const formats: Readonly<
  Record<ConfigFormat, (apis: Readonly<Record<string, ApiConfig>>) => string>
> = {
  ts: (apis) =>
    [
      'import { defineConfig } from "@clientwright/codegen";',
      "",
      "export default defineConfig({",
      "  apis: {",
      ...Object.entries(apis).flatMap(apiLines),
      "  },",
      "});",
      "",
    ].join("\n"),
  json: (apis) => `${JSON.stringify({ $schema: schema, apis }, null, 2)}\n`,
};

/** The text of a configuration that names these APIs. */
export const configText = (
  format: ConfigFormat,
  apis: Readonly<Record<string, ApiConfig>>,
): string => formats[format](apis);
