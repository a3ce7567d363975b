/** enumerations.ts: the values of the document's named enumerations, each under the name of its type. */
import type { Enumeration } from "../model/types.js";
import { comment, proseOf, tagsOf } from "./comments.js";
import { importStatements } from "./imports.js";
import { group, indent, print, space } from "./layout.js";
import { literal, quote } from "./literals.js";
import { type EmitContext, header, type OutputFile } from "./output.js";

const enumerationText = ({ name, wireName, documentation, values }: Enumeration): string => {
  const { see: _, ...shown } = documentation;
  const about = comment([...proseOf(shown), ...tagsOf(shown)]);
  const type = `components["schemas"][${quote(wireName)}]`;
  const typed = print(group([`export type ${name} =`, indent([space, type]), ";"]));
  const constant = print([`export const ${name} = `, literal(values), " as const;"]);
  return `${about}${typed}\n\n/** Every \`${name}\` that the document knows. */\n${constant}\n`;
};

/** The file; none where nobody asks for it. */
export const emitEnumerations = (context: EmitContext): OutputFile[] => {
  const { enumerations } = context.api;
  if (enumerations === undefined || enumerations.length === 0) return [];
  const imports = importStatements([
    { from: `./schema${context.extension}`, names: ["components"], typeOnly: true },
  ]);
  const text = [header(context) + imports, ...enumerations.map(enumerationText)].join("\n");
  return [{ path: "enumerations.ts", text }];
};
