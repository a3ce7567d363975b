/** Request bodies: which media type is sent, how its parts are written, and its type. */
import type { BodyFormat, BodyKind, PartFormat, Style } from "clientwright/runtime";
import type { RequestBodyNode } from "../document.js";
import { bodyKind, essence, type Media, mediaOf, usualType } from "./media-types.js";
import type { OperationContext } from "./parameters.js";
import { elementOf, findProperty, isBinary, propertyNames, type Schema } from "./schemas.js";
import { isShort, member, operationRoot, plain, shortType } from "./type-references.js";
import type { Alias, Argument, Field, TypeReference } from "./types.js";

/** What an operation's request body comes to. */
export interface Body {
  readonly argument: Argument | undefined;
  readonly format: BodyKind | BodyFormat | undefined;
  /** As the document writes it. */
  readonly media: string | undefined;
  readonly aliases: readonly Alias[];
  readonly notes: readonly string[];
}

const preference: readonly BodyKind[] = ["json", "form", "multipart", "binary", "text"];

/** The media type to send: JSON where it is offered, else in the order of `preference`. */
export const chooseMedia = (
  media: readonly Media[],
  context: Pick<OperationContext, "resolve">,
): { readonly chosen: Media; readonly kind: BodyKind } | undefined => {
  const ranked = media
    .map((chosen) => ({ chosen, kind: bodyKind(chosen, context.resolve) }))
    .sort((a, b) => preference.indexOf(a.kind) - preference.indexOf(b.kind));
  const exact = ranked.find(({ chosen, kind }) => essence(chosen.type) === usualType[kind]);
  const [first] = ranked;
  return exact !== undefined && exact.kind === first?.kind ? exact : first;
};

const partFormats = ({ node }: Media): Record<string, PartFormat> => {
  const formats: Record<string, PartFormat> = {};
  for (const [name, encoding] of Object.entries(node.encoding ?? {})) {
    const { contentType, style, explode } = encoding;
    const format: PartFormat = {
      ...(contentType !== undefined && { type: contentType }),
      // `load/shapes.ts` allows only styles here.
      ...(style !== undefined && { style: style as Style }),
      ...(explode !== undefined && { explode }),
    };
    if (Object.keys(format).length > 0) formats[name] = format;
  }
  return formats;
};

const formatOf = (media: Media, kind: BodyKind): BodyKind | BodyFormat => {
  const isWild = essence(media.type).includes("*");
  const type =
    media.type.trim() === usualType[kind] || (isWild && kind !== "binary")
      ? undefined
      : media.type.trim();
  const parts = kind === "form" || kind === "multipart" ? partFormats(media) : {};
  const hasParts = Object.keys(parts).length > 0;
  if ((type === undefined || type === "*/*") && !hasParts) return kind;
  return { kind, ...(type !== undefined && { type }), ...(hasParts && { parts }) };
};

const filePart: TypeReference = { kind: "runtime", name: "FilePart" };

/** A file of a multipart body: with a name and a type, or as it is. */
const fileValue: TypeReference = { kind: "union", of: [filePart, plain("Blob")] };

/** Properties that hold files: schema.ts knows their bytes as `string`. */
const fileFields = (schema: Schema, { resolve }: OperationContext): Field[] =>
  propertyNames(schema, resolve).flatMap((name): Field[] => {
    const found = findProperty(schema, name, resolve);
    if (found === undefined) return [];
    const optional = !found.required;
    if (isBinary(found.schema, resolve)) return [{ name, optional, type: fileValue }];
    const item = elementOf(found.schema, resolve);
    if (item === undefined || !isBinary(item.schema, resolve)) return [];
    return [{ name, optional, type: { kind: "array", of: fileValue } }];
  });

const typeOf = (
  media: Media,
  kind: BodyKind,
  required: boolean,
  context: OperationContext,
): TypeReference => {
  const { operation, names, resolve } = context;
  if (kind === "binary") return member(filePart, "data");
  const { schema } = media.node;
  if (kind === "text") return plain("string");
  const root = member(operationRoot(operation.path, operation.verb, operation.node), "requestBody");
  const inSchema = member(
    member(required ? root : { kind: "present", of: root }, "content"),
    media.type,
  );
  const files = kind === "multipart" ? fileFields(schema, context) : [];
  const whole = shortType(schema, names.models, resolve) ?? inSchema;
  if (files.length === 0) return whole;
  return { kind: "changed", of: whole, without: files.map(({ name }) => name), with: files };
};

const notesOf = (media: readonly Media[], chosen: Media): string[] => {
  const others = media.filter((one) => one !== chosen).map(({ type }) => `\`${type}\``);
  return others.length === 0
    ? []
    : [`Sent as \`${chosen.type}\`; the API also takes ${others.join(", ")}.`];
};

/** Makes argument and format of an operation's request body. */
export const buildBody = (context: OperationContext): Body => {
  const { operation, resolve, names, constant } = context;
  const none: Body = {
    argument: undefined,
    format: undefined,
    media: undefined,
    aliases: [],
    notes: [],
  };
  if (operation.node.requestBody === undefined || operation.node.requestBody === null) return none;
  const node = resolve<RequestBodyNode>(operation.node.requestBody);
  const media = mediaOf(node.content, resolve);
  const choice = chooseMedia(media, context);
  if (choice === undefined) return none;
  const { chosen, kind } = choice;
  const required = node.required === true;
  const type = typeOf(chosen, kind, required, context);
  const alias = isShort(type) ? undefined : { name: names.alias(constant, "Body"), type };
  return {
    argument: {
      group: "body",
      name: "body",
      required,
      type: alias === undefined ? type : { kind: "alias", name: alias.name },
    },
    format: formatOf(chosen, kind),
    media: chosen.type,
    aliases: alias === undefined ? [] : [alias],
    notes: notesOf(media, chosen),
  };
};
