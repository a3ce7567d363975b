/** request-models.ts and requests.ts: what requests must be like, as data for checks before sending. */
import { importStatements } from "./imports.js";
import { indent, print, space } from "./layout.js";
import { literal, propertyKey } from "./literals.js";
import { type EmitContext, header, type OutputFile } from "./output.js";

const members = (values: Readonly<Record<string, unknown>>, depth: number): string =>
  Object.entries(values)
    .map(([name, value]) => {
      const text = literal(value);
      const layout = typeof text === "string" ? indent([space, text]) : [" ", text];
      return `${"  ".repeat(depth)}${print([`${propertyKey(name)}:`, layout, ","], depth)}\n`;
    })
    .join("");

const record = (name: string): string => `Readonly<Record<string, ${name}>>`;

/** The two files; none where nobody asks for them. Models stand apart, so that a new operation is one place. */
export const emitRequests = (context: EmitContext): OutputFile[] => {
  const { requests } = context.api;
  if (requests === undefined) return [];
  const typesOf = (name: string): string =>
    importStatements([{ from: context.runtime, names: [name], typeOnly: true }]);
  const models =
    `${header(context)}${typesOf("JsonSchema")}\n` +
    "/** What models must be like in requests, by name. */\n" +
    `export const requestModels: ${record("JsonSchema")} = {\n${members(requests.models, 1)}};\n`;
  const own = importStatements([
    { from: `./request-models${context.extension}`, names: ["requestModels"], typeOnly: false },
  ]);
  const operations =
    `${header(context)}${typesOf("RequestSchemas")}${own}\n` +
    "/** What requests must be like, by operation: for `requestValidator` of the runtime. */\n" +
    "export const requestSchemas: RequestSchemas = {\n  models: requestModels,\n" +
    `  operations: {\n${members(requests.operations, 2)}  },\n};\n`;
  return [
    { path: "request-models.ts", text: models },
    { path: "requests.ts", text: operations },
  ];
};
