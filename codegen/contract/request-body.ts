/** Builds the body of a call: the document's example, or a sample of its schema. */
import type { BodyFormat, BodyKind } from "clientwright/runtime";
import { isNode, type Node } from "../document.js";
import { atPointer, child, type Located } from "./openapi.js";
import { exampleOf, isBinary, sampleSchema, UnsampledError } from "./sample.js";

/** How the client writes the body, and which example it is to send. */
export interface BodyChoice {
  readonly format: BodyKind | BodyFormat;
  /** Default: the first. */
  readonly example: string | undefined;
}

const kindOf = (format: BodyKind | BodyFormat): BodyKind =>
  typeof format === "string" ? format : format.kind;

const mediaTypesOf: Readonly<Record<BodyKind, RegExp>> = {
  json: /[/+]json\b/i,
  form: /x-www-form-urlencoded/i,
  multipart: /^multipart\//i,
  text: /^text\//i,
  binary: /./,
};

/** The media type that the client sends. */
const chooseMediaType = (content: Node, format: BodyKind | BodyFormat): string | undefined => {
  const type = typeof format === "string" ? undefined : format.type;
  const types = Object.keys(content);
  const usual = mediaTypesOf[kindOf(format)];
  return types.find((name) => name === type) ?? types.find((name) => usual.test(name));
};

const file = (): Blob => new Blob(["clientwright"]);

/** Bytes of a multipart body are files, whatever example the document gives for them. */
const withFiles = (document: Node, media: Node, body: unknown): unknown => {
  if (!isNode(body)) return body;
  const reference = child(media, "schema").$ref;
  const schema =
    typeof reference === "string" ? atPointer(document, reference.slice(1)) : media.schema;
  const properties = isNode(schema) ? child(schema, "properties") : {};
  const entries = Object.entries(body).map(([name, value]) => {
    const property = child(properties, name);
    if (isBinary(property)) return [name, file()];
    const hasFiles = Array.isArray(value) && isBinary(child(property, "items"));
    return [name, hasFiles ? value.map(file) : value];
  });
  return Object.fromEntries(entries);
};

/** @throws UnsampledError when the body has neither an example nor a schema to sample. */
export const buildBody = (document: Node, body: Located, choice: BodyChoice): unknown => {
  const content = child(body.node, "content");
  const type = chooseMediaType(content, choice.format);
  if (type === undefined) throw new UnsampledError(`no media type fits (${body.pointer})`);
  const kind = kindOf(choice.format);
  if (kind === "binary") return file();
  const media = child(content, type);
  const example = exampleOf(document, media, choice.example);
  const options = kind === "multipart" ? { binary: file } : {};
  const value =
    example === undefined ? sampleSchema(document, media.schema, options) : example.value;
  return kind === "multipart" ? withFiles(document, media, value) : value;
};
