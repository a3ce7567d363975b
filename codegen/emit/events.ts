/** webhooks.ts: what the server sends by itself, as types for those who take it in. */
import type { Alias, ServerEvent, ServerEvents, TypeReference } from "../model/types.js";
import { comment, proseOf, tagsOf } from "./comments.js";
import { importStatements } from "./imports.js";
import { group, indent, print, space } from "./layout.js";
import { quote, typeKey } from "./literals.js";
import { type EmitContext, header, type OutputFile } from "./output.js";
import { objectType, typeLayout, visitType } from "./type-text.js";

const aliasesOf = ({ body, headers, query }: ServerEvent): Alias[] =>
  [body, headers, query].filter((one) => one !== undefined);

const describe = ({ documentation }: ServerEvent, depth: number): string =>
  comment([...proseOf(documentation), ...tagsOf(documentation)], depth);

const aliasText = (event: ServerEvent, { name, type }: Alias): string => {
  const about = name === event.body?.name ? describe(event, 0) : "";
  const layout = group([`export type ${name} =`, indent([space, typeLayout(type)]), ";"]);
  return `${about}${print(layout)}\n`;
};

const statusKey = (status: string | number): string =>
  typeof status === "number" ? String(status) : typeKey(status);

const eventText = (event: ServerEvent): string => {
  const { name, method, body, bodyRequired, headers, query, answers } = event;
  const optional = bodyRequired ? "" : " | undefined";
  const lines = [
    `readonly method: ${quote(method)};`,
    ...(query === undefined ? [] : [`readonly query: ${query.name};`]),
    ...(headers === undefined ? [] : [`readonly headers: ${headers.name};`]),
    ...(body === undefined ? [] : [`readonly body: ${body.name}${optional};`]),
    print(
      [
        "readonly answers: ",
        objectType(answers.map(({ status, type }) => [`${statusKey(status)}: `, typeLayout(type)])),
        ";",
      ],
      2,
    ),
  ].map((line) => `    ${line}\n`);
  return `${describe(event, 1)}  readonly ${typeKey(name)}: {\n${lines.join("")}  };\n`;
};

const listText = ({ listName, events }: ServerEvents, about: string): string =>
  `${comment([{ markdown: about }])}export interface ${listName} {\n${events.map(eventText).join("")}}\n`;

const importsOf = (events: readonly ServerEvent[], { extension }: EmitContext): string => {
  const models = new Set<string>();
  const roots = new Set<string>();
  const visit = (part: TypeReference): void => {
    if (part.kind === "model") models.add(part.name);
    else if (part.kind === "root") roots.add(part.name);
  };
  for (const event of events) {
    for (const { type } of [...aliasesOf(event), ...event.answers]) visitType(type, visit);
  }
  return importStatements([
    { from: `./models${extension}`, names: models, typeOnly: true },
    { from: `./schema${extension}`, names: roots, typeOnly: true },
  ]);
};

/** The file; none for a document without webhooks and callbacks. */
export const emitEvents = (context: EmitContext): OutputFile[] => {
  const { webhooks, callbacks } = context.api;
  const events = [...(webhooks?.events ?? []), ...(callbacks?.events ?? [])];
  if (events.length === 0) return [];
  const aliases = events.flatMap((event) => aliasesOf(event).map((one) => aliasText(event, one)));
  const sections = [
    header(context) + importsOf(events, context),
    ...aliases,
    ...(webhooks === undefined
      ? []
      : [listText(webhooks, "Webhooks by name: what is sent, and what answers are expected.")]),
    ...(callbacks === undefined
      ? []
      : [
          listText(
            callbacks,
            "Callbacks by operation and name: what is sent, and what answers are expected.",
          ),
        ]),
  ];
  return [{ path: "webhooks.ts", text: sections.join("\n") }];
};
