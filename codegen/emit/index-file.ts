/** index.ts of the output: everything that can be imported, in one place. */
import type { Resource } from "../model/types.js";
import { list, print, space } from "./layout.js";
import { quote } from "./literals.js";
import { type EmitContext, header, type OutputFile } from "./output.js";

const filesOf = (resources: readonly Resource[]): string[] =>
  resources.flatMap(({ file, children }) => [file, ...filesOf(children)]);

/** The index's file. */
export const emitIndex = (context: EmitContext): OutputFile => {
  const { api, extension } = context;
  const { names } = api;
  const client = [
    names.client,
    ...(api.schemes.length === 0 ? [] : [`type ${names.auth}`]),
    `type ${names.options}`,
    names.description,
  ];
  const from = (path: string): string => quote(`./${path}${extension}`);
  const { enumerations = [] } = api;
  const lines = [
    print([list("export {", client, "}", space), ` from ${from("client")};`]),
    `export * from ${from("errors")};`,
    ...(api.models.length === 0 ? [] : [`export type * from ${from("models")};`]),
    ...(enumerations.length === 0 ? [] : [`export * from ${from("enumerations")};`]),
    ...(api.requests === undefined ? [] : [`export * from ${from("requests")};`]),
    ...filesOf(api.resources).map((file) => `export * from ${from(`resources/${file}`)};`),
    ...(api.services === undefined ? [] : [`export * from ${from("services")};`]),
    ...(api.services?.list ?? []).flatMap(({ parts }) =>
      parts.map(({ file }) => `export * from ${from(`services/${file}`)};`),
    ),
    ...(api.webhooks === undefined && api.callbacks === undefined
      ? []
      : [`export type * from ${from("webhooks")};`]),
    `export type { components, operations, paths } from ${from("schema")};`,
  ];
  return { path: "index.ts", text: `${header(context)}${lines.join("\n")}\n` };
};
