/** How bodies and their parts are written where they depart from what is usual. */
import type { BodyFormat, BodyKind, PartFormat, Style } from "clientwright/runtime";
import type { EncodingNode, MediaTypeNode, Resolve, SchemaNode } from "../document.js";
import { essence, type Media, usualType } from "./media-types.js";
import { elementOf, findProperty, propertyNames, type Schema } from "./schemas.js";

/** The media type of a part: of several, the first that is one (OpenAPI 3.2, section 4.15.1.1). */
const partType = (contentType: string | undefined): string | undefined =>
  contentType
    ?.split(",")
    .map((type) => type.trim())
    .find((type) => type !== "" && !type.includes("*"));

const partFormat = ({ contentType, style, explode }: EncodingNode): PartFormat => {
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

const partFormats = ({ node }: Media, kind: BodyKind, resolve: Resolve) => {
  const formats = new Map(kind === "multipart" ? typesOfParts(node, resolve) : []);
  for (const [name, encoding] of Object.entries(node.encoding ?? {}))
    formats.set(name, { ...formats.get(name), ...partFormat(encoding) });
  return Object.fromEntries([...formats].filter(([, format]) => Object.keys(format).length > 0));
};

/** Formats of a body that is a list of parts (OpenAPI 3.2, section 4.14.1). */
const sequenceFormats = ({ node }: Media): Pick<BodyFormat, "prefix" | "item"> => ({
  ...(node.prefixEncoding !== undefined && { prefix: node.prefixEncoding.map(partFormat) }),
  ...(node.itemEncoding !== undefined && { item: partFormat(node.itemEncoding) }),
});

/** The format of a body of one media type; its kind alone where that says everything. */
export const bodyFormat = (
  media: Media,
  kind: BodyKind,
  resolve: Resolve,
): BodyKind | BodyFormat => {
  const written = media.type.trim();
  const isWild = essence(written).includes("*");
  const type =
    written === usualType[kind] || (isWild && kind !== "binary") || written === "*/*"
      ? undefined
      : written;
  const parts = kind === "form" || kind === "multipart" ? partFormats(media, kind, resolve) : {};
  const sequence = kind === "multipart" ? sequenceFormats(media) : {};
  const format = {
    ...(type !== undefined && { type }),
    ...(Object.keys(parts).length > 0 && { parts }),
    ...sequence,
  };
  return Object.keys(format).length === 0 ? kind : { kind, ...format };
};
