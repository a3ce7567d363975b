/** models.ts: the document's nouns as named types. */
import type { Model } from "../model/types.js";
import { comment, proseOf, tagsOf } from "./comments.js";
import { importStatements } from "./imports.js";
import { group, indent, list, print, space } from "./layout.js";
import { quote } from "./literals.js";
import { type EmitContext, header, type OutputFile } from "./output.js";

const modelText = ({ name, wireName, documentation }: Model): string => {
  const { see: _, ...shown } = documentation;
  const about = comment([...proseOf(shown), ...tagsOf(shown)]);
  const type = `components["schemas"][${quote(wireName)}]`;
  return `${about}${print(group([`export type ${name} =`, indent([space, type]), ";"]))}\n`;
};

/** Named types of `components.schemas`; nothing for a document without any. */
export const emitModels = (context: EmitContext): OutputFile[] => {
  const { models, enumerations = [] } = context.api;
  if (models.length === 0) return [];
  const listed = enumerations.map(({ name }) => name);
  const own = models.filter(({ name }) => !listed.includes(name));
  const imports = importStatements([
    {
      from: `./schema${context.extension}`,
      names: own.length === 0 ? [] : ["components"],
      typeOnly: true,
    },
  ]);
  const shared = print([
    list("export type {", listed, "}", space),
    ` from ${quote(`./enumerations${context.extension}`)};\n`,
  ]);
  const text = [
    header(context) + imports,
    ...own.map(modelText),
    ...(listed.length === 0 ? [] : [shared]),
  ].join("\n");
  return [{ path: "models.ts", text }];
};
