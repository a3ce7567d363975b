/** Request bodies: which media type is sent, how its parts are written, and its type. */
import type { BodyFormat, BodyKind } from "clientwright/runtime";
import type { RequestBodyNode, Resolve } from "../document.js";
import { bodyFormat } from "./body-formats.js";
import { bodyKind, essence, type Media, mediaOf, usualType } from "./media-types.js";
import { reportOddMedia } from "./odd-media.js";
import type { OperationContext } from "./parameters.js";
import { elementOf, findProperty, isBare, isBinary, propertyNames } from "./schemas.js";
import {
  isSameType,
  isShort,
  member,
  operationRoot,
  plain,
  shortType,
  unionOf,
} from "./type-references.js";
import type { Alias, Argument, Field, OtherBody, TypeReference } from "./types.js";
import { pascal, wordsOf } from "./words.js";

/** What an operation's request body comes to. */
export interface Body {
  readonly argument: Argument | undefined;
  readonly format: BodyKind | BodyFormat | undefined;
  /** As the document writes it. */
  readonly media: string | undefined;
  readonly others: readonly OtherBody[];
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

const filePart: TypeReference = { kind: "runtime", name: "FilePart" };

/** A file of a multipart body: with a name and a type, or as it is. */
const fileValue: TypeReference = { kind: "union", of: [filePart, plain("Blob")] };

/** Whether the document describes headers of a part, which only a `FilePart` can be given. */
const hasHeaders = (name: string, { node }: Media): boolean =>
  Object.keys(node.encoding?.[name]?.headers ?? {}).some(
    // `Content-Type` is ignored there (OpenAPI 3.2, section 4.15.1).
    (header) => header.toLowerCase() !== "content-type",
  );

/** Properties that hold files, whose bytes schema.ts knows as `string`, and parts with headers. */
const partFields = (media: Media, whole: TypeReference, { resolve }: OperationContext): Field[] => {
  const { schema } = media.node;
  return propertyNames(schema, resolve).flatMap((name): Field[] => {
    const found = findProperty(schema, name, resolve);
    if (found === undefined) return [];
    const optional = !found.required;
    if (isBinary(found.schema, resolve)) return [{ name, optional, type: fileValue }];
    const item = elementOf(found.schema, resolve);
    if (item !== undefined && isBinary(item.schema, resolve))
      return [{ name, optional, type: { kind: "array", of: fileValue } }];
    if (!hasHeaders(name, media)) return [];
    const own = member(whole, name);
    const given: TypeReference = optional ? { kind: "present", of: own } : own;
    return [{ name, optional, type: { kind: "union", of: [given, filePart] } }];
  });
};

/** A list of files or of anything else, as parts without names. */
const sequenceType = (media: Media, { names, resolve }: OperationContext): TypeReference => {
  const { itemSchema } = media.node;
  const isFile = itemSchema === undefined || isBinary(itemSchema, resolve);
  const item = isFile ? undefined : shortType(itemSchema, names.models, resolve);
  return { kind: "array", of: item === undefined ? fileValue : unionOf([item, filePart]) };
};

const typeOf = (
  { chosen: media, kind }: Choice,
  required: boolean,
  context: OperationContext,
): TypeReference => {
  const { operation, names, resolve } = context;
  if (kind === "binary") return member(filePart, "data");
  const { schema } = media.node;
  if (kind === "text") return plain("string");
  if (kind === "multipart" && schema === undefined && media.node.itemSchema !== undefined)
    return sequenceType(media, context);
  const root = member(operationRoot(operation.path, operation.verb, operation.node), "requestBody");
  const inSchema = member(
    member(required ? root : { kind: "present", of: root }, "content"),
    media.type,
  );
  const whole = shortType(schema, names.models, resolve) ?? inSchema;
  const parts = kind === "multipart" ? partFields(media, whole, context) : [];
  if (parts.length === 0) return whole;
  return { kind: "changed", of: whole, without: parts.map(({ name }) => name), with: parts };
};

/** A media type of the body and how it is written. */
interface Choice {
  readonly chosen: Media;
  readonly kind: BodyKind;
}

/** Types of bodies that are not the usual one, each with the media types that it is sent as. */
const otherBodies = (
  usual: { readonly choice: Choice; readonly type: TypeReference },
  media: readonly Media[],
  required: boolean,
  context: OperationContext,
): { readonly bodies: OtherBody[]; readonly others: BodyFormat["others"] } => {
  const bodies: { media: string[]; type: TypeReference }[] = [];
  const others: Record<string, BodyKind | BodyFormat> = {};
  for (const chosen of media) {
    const kind = bodyKind(chosen, context.resolve);
    if (chosen === usual.choice.chosen) continue;
    const type = typeOf({ chosen, kind }, required, context);
    if (kind === usual.choice.kind && isSameType(type, usual.type)) continue;
    others[chosen.type] = bodyFormat(chosen, kind, context);
    const known = bodies.find((one) => isSameType(one.type, type));
    if (known === undefined) bodies.push({ media: [chosen.type], type });
    else known.media.push(chosen.type);
  }
  return { bodies, others: bodies.length === 0 ? undefined : others };
};

/** Media types that a comment names; every video type there is helps nobody. */
const namedTypes = 8;

const notesOf = (
  media: readonly Media[],
  chosen: Media,
  bodies: readonly OtherBody[],
): string[] => {
  const all = media.filter((one) => one !== chosen).map(({ type }) => `\`${type}\``);
  if (all.length === 0) return [];
  const hidden = all.length - namedTypes;
  const others = hidden > 1 ? [...all.slice(0, namedTypes), `${hidden} more types`] : all;
  const how = bodies.length > 0 ? " (option `contentType`)" : "";
  return [`Sent as \`${chosen.type}\`; the API also takes ${others.join(", ")}${how}.`];
};

/** Methods whose requests have no body in `fetch` (Fetch standard, section 5.4). */
const bodyless = new Set(["GET", "HEAD"]);

/** Whether a body may be left out and could hold nothing: some tools describe one for every operation. */
const isNothing = ({ content, required }: RequestBodyNode, resolve: Resolve): boolean => {
  const media = mediaOf(content, resolve);
  return (
    required !== true && media.length > 0 && media.every(({ node }) => isBare(node.schema, resolve))
  );
};

/** The request body, unless there is nothing in it or `fetch` could not send it. */
const requestBodyOf = ({ operation, resolve, findings }: OperationContext) => {
  const { requestBody } = operation.node;
  if (requestBody === undefined || requestBody === null) return undefined;
  const body = resolve<RequestBodyNode>(requestBody);
  if (isNothing(body, resolve)) return undefined;
  if (!bodyless.has(operation.verb)) return body;
  findings.warn({
    rule: "unsupported",
    at: [...operation.at, "requestBody"],
    message: `\`fetch\` sends no body with ${operation.verb}; the operation is generated without it.`,
    advice: "Offer the operation as POST as well, or as QUERY (OpenAPI 3.2).",
  });
  return undefined;
};

/** The format of the usual body, with the others that may be chosen. */
const withOthers = (
  format: BodyKind | BodyFormat,
  others: BodyFormat["others"],
): BodyKind | BodyFormat => {
  if (others === undefined) return format;
  return { ...(typeof format === "string" ? { kind: format } : format), others };
};

/** Makes argument and format of an operation's request body. */
export const buildBody = (context: OperationContext): Body => {
  const { resolve, names, constant } = context;
  const node = requestBodyOf(context);
  const media = mediaOf(node?.content, resolve);
  reportOddMedia(node?.content, context);
  const choice = chooseMedia(media, context);
  if (choice === undefined) {
    const none = { argument: undefined, format: undefined, media: undefined };
    return { ...none, others: [], aliases: [], notes: [] };
  }
  const { chosen, kind } = choice;
  const required = node?.required === true;
  const aliases: Alias[] = [];
  const named = (type: TypeReference, suffix: string): TypeReference => {
    if (isShort(type)) return type;
    const name = names.alias(constant, suffix);
    aliases.push({ name, type });
    return { kind: "alias", name };
  };
  const own = typeOf(choice, required, context);
  const { bodies, others } = otherBodies({ choice, type: own }, media, required, context);
  const type = named(own, "Body");
  return {
    argument: {
      group: "body",
      name: constant === "body" ? "bodyArgument" : "body",
      required,
      type,
      ...(bodies.length > 0 && { isUnproven: true }),
    },
    format: withOthers(bodyFormat(chosen, kind, context), others),
    media: chosen.type,
    others: bodies.map((body) => ({
      ...body,
      type: named(
        body.type,
        `${pascal(wordsOf(essence(body.media[0] ?? "").split("/")[1] ?? ""))}Body`,
      ),
    })),
    aliases,
    notes: notesOf(media, chosen, bodies),
  };
};
