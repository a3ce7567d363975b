/** How bodies and their parts are written where they depart from what is usual. */
import type { BodyFormat, BodyKind, PartFormat, Style } from "clientwright/runtime";
import type { EncodingNode, MediaTypeNode, Resolve, SchemaNode } from "../document.js";
import type { Context } from "./context.js";
import { essence, type Media, usualType } from "./media-types.js";
import { elementOf, findProperty, propertyNames, type Schema } from "./schemas.js";

/** What formats depend on besides the body. */
type FormatContext = Pick<Context, "document" | "resolve">;

/** The media type of a part: of several, the first that is one (OpenAPI 3.2, section 4.15.1.1). */
const partType = (contentType: string | undefined): string | undefined =>
  contentType
    ?.split(",")
    .map((type) => type.trim())
    .find((type) => type !== "" && !type.includes("*"));

const partFormat = (encoding: EncodingNode, hasStyles: boolean): PartFormat => {
  const { contentType } = encoding;
  const { style, explode } = hasStyles ? encoding : {};
  const type = partType(contentType);
  return {
    ...(type !== undefined && { type }),
    // `load/shapes.ts` allows only styles here.
    ...(style !== undefined && { style: style as Style }),
    ...(explode !== undefined && { explode }),
  };
};

/** The media type that a schema says its texts or bytes are of. */
const mediaOfSchema = (schema: Schema, resolve: Resolve): string | undefined => {
  const { contentMediaType } = typeof schema === "object" ? resolve<SchemaNode>(schema) : {};
  return contentMediaType === usualType.binary ? undefined : contentMediaType;
};

/** Types of parts that their schemas know (OpenAPI 3.1, section 4.8.15.1.1, default of `contentType`). */
const typesOfParts = ({ schema }: MediaTypeNode, resolve: Resolve): [string, PartFormat][] =>
  propertyNames(schema, resolve).flatMap((name): [string, PartFormat][] => {
    const own = findProperty(schema, name, resolve)?.schema;
    const type =
      mediaOfSchema(own, resolve) ?? mediaOfSchema(elementOf(own, resolve)?.schema, resolve);
    return type === undefined ? [] : [[name, { type }]];
  });

/** Parts have styles since OpenAPI 3.1; before, only fields of forms had (3.0.3, Encoding Object). */
const partFormats = ({ node }: Media, kind: BodyKind, { document, resolve }: FormatContext) => {
  const hasStyles = kind === "form" || !document.openapi.startsWith("3.0");
  const formats = new Map(kind === "multipart" ? typesOfParts(node, resolve) : []);
  for (const [name, encoding] of Object.entries(node.encoding ?? {}))
    formats.set(name, { ...formats.get(name), ...partFormat(encoding, hasStyles) });
  return Object.fromEntries([...formats].filter(([, format]) => Object.keys(format).length > 0));
};

const asPart = (encoding: EncodingNode): PartFormat => partFormat(encoding, true);

/** Formats of a body that is a list of parts (OpenAPI 3.2, section 4.14.1). */
const sequenceFormats = ({ node }: Media): Pick<BodyFormat, "prefix" | "item"> => ({
  ...(node.prefixEncoding !== undefined && { prefix: node.prefixEncoding.map(asPart) }),
  ...(node.itemEncoding !== undefined && { item: asPart(node.itemEncoding) }),
});

/** The format of a body of one media type; its kind alone where that says everything. */
export const bodyFormat = (
  media: Media,
  kind: BodyKind,
  context: FormatContext,
): BodyKind | BodyFormat => {
  const written = media.type.trim();
  const isWild = essence(written).includes("*");
  const type =
    written === usualType[kind] ||
    (isWild && kind !== "binary") ||
    written === "*/*" ||
    !written.includes("/")
      ? undefined
      : written;
  const parts = kind === "form" || kind === "multipart" ? partFormats(media, kind, context) : {};
  const sequence = kind === "multipart" ? sequenceFormats(media) : {};
  const format = {
    ...(type !== undefined && { type }),
    ...(Object.keys(parts).length > 0 && { parts }),
    ...sequence,
  };
  return Object.keys(format).length === 0 ? kind : { kind, ...format };
};
