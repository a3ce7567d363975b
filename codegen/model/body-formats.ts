/** How bodies and their parts are written where they depart from what is usual. */
import type { BodyFormat, BodyKind, PartFormat, Style } from "clientwright/runtime";
import type { EncodingNode } from "../document.js";
import { essence, type Media, usualType } from "./media-types.js";

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

const partFormats = ({ node }: Media): Record<string, PartFormat> =>
  Object.fromEntries(
    Object.entries(node.encoding ?? {})
      .map(([name, encoding]): [string, PartFormat] => [name, partFormat(encoding)])
      .filter(([, format]) => Object.keys(format).length > 0),
  );

/** Formats of a body that is a list of parts (OpenAPI 3.2, section 4.14.1). */
const sequenceFormats = ({ node }: Media): Pick<BodyFormat, "prefix" | "item"> => ({
  ...(node.prefixEncoding !== undefined && { prefix: node.prefixEncoding.map(partFormat) }),
  ...(node.itemEncoding !== undefined && { item: partFormat(node.itemEncoding) }),
});

/** The format of a body of one media type; its kind alone where that says everything. */
export const bodyFormat = (media: Media, kind: BodyKind): BodyKind | BodyFormat => {
  const written = media.type.trim();
  const isWild = essence(written).includes("*");
  const type =
    written === usualType[kind] || (isWild && kind !== "binary") || written === "*/*"
      ? undefined
      : written;
  const parts = kind === "form" || kind === "multipart" ? partFormats(media) : {};
  const sequence = kind === "multipart" ? sequenceFormats(media) : {};
  const format = {
    ...(type !== undefined && { type }),
    ...(Object.keys(parts).length > 0 && { parts }),
    ...sequence,
  };
  return Object.keys(format).length === 0 ? kind : { kind, ...format };
};
