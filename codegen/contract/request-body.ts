/** Builds the body of a call: the document's example, or a sample of its schema. */
import type { BodyFormat, BodyKind } from "clientwright/runtime";
import { isNode, type Node } from "../document.js";
import { examplesOf } from "./examples.js";
import { flatten, UnsampledError } from "./flat-schema.js";
import { below, child, type Located, resolve } from "./openapi.js";
import { type Described, validSample } from "./valid-sample.js";

/** How the client writes the body, and which example it is to send. */
export interface BodyChoice {
  readonly format: BodyKind | BodyFormat;
  /** Default: the first. */
  readonly example: string | undefined;
}

/** Whether a schema describes bytes (OpenAPI 3.1, section 4.8.14.2, and `format: binary` of 3.0). */
const isBinary = (schema: Node): boolean =>
  schema.format === "binary" ||
  (schema.contentMediaType !== undefined && schema.contentEncoding === undefined);

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
  return (
    types.find((name) => name.trim() === type) ??
    types.find((name) => usual.test(name)) ??
    types.find((name) => name.includes("*"))
  );
};

/** Types that stand for a range: a file of no type would be sent as `application/octet-stream`. */
const typesOfRanges: Readonly<Record<string, string>> = {
  audio: "audio/mpeg",
  image: "image/png",
  text: "text/plain",
  video: "video/mp4",
};

const file = (): Blob => new Blob(["clientwright"]);

const fileFor = (mediaType: string): Blob => {
  const [main = "", sub] = mediaType.trim().split("/");
  const type = sub === "*" ? typesOfRanges[main.toLowerCase()] : undefined;
  return new Blob(["clientwright"], type === undefined ? {} : { type });
};

/** The schemas of an object's properties, those of its alternatives included. */
const propertiesOf = (document: Node, schema: unknown): Node => {
  const { keywords, alternatives, references } = flatten(document, schema);
  const seen = new Set(references);
  const inner = alternatives.flat().map((one) => flatten(document, one, new Set(), seen).keywords);
  return Object.assign(
    {},
    ...inner.map((one) => child(one, "properties")),
    child(keywords, "properties"),
  );
};

const isStructured = (document: Node, schema: unknown): boolean => {
  const { type } = flatten(document, schema).keywords;
  return type === "object" || type === "array";
};

const isFile = (document: Node, schema: unknown): boolean =>
  isNode(schema) && isBinary(flatten(document, schema).keywords);

/** Bytes of a multipart body are files, whatever example the document gives for them. */
const withFiles = (document: Node, media: Node, body: unknown): unknown => {
  if (Array.isArray(body)) {
    const { prefixItems, items } = flatten(document, media.schema).keywords;
    const prefix: readonly unknown[] = Array.isArray(prefixItems) ? prefixItems : [];
    return body.map((value, index) => (isFile(document, prefix[index] ?? items) ? file() : value));
  }
  if (!isNode(body)) return body;
  const properties = propertiesOf(document, media.schema);
  const entries = Object.entries(body).map(([name, value]) => {
    const property = properties[name];
    if (isFile(document, property)) return [name, file()];
    const items = isNode(property) ? flatten(document, property).keywords.items : undefined;
    return [name, Array.isArray(value) && isFile(document, items) ? value.map(file) : value];
  });
  return Object.fromEntries(entries);
};

/** The body's examples: the one that is asked for, or all of them. */
const examplesFor = (document: Node, media: Node, name: string | undefined): readonly unknown[] => {
  const examples = examplesOf(document, media);
  return name === undefined ? [...examples.values()] : [examples.get(name)];
};

/**
 * The body that a case sends: a named example as it is, else one that fits its schema.
 * @throws UnsampledError when no value is known to fit.
 */
export const buildBody = (described: Described, body: Located, choice: BodyChoice): unknown => {
  const { document } = described;
  const content = child(body.node, "content");
  const type = chooseMediaType(content, choice.format);
  if (type === undefined) throw new UnsampledError(`no media type fits (${body.pointer})`);
  const kind = kindOf(choice.format);
  if (kind === "binary") return fileFor(type);
  const media = resolve(document, {
    pointer: below(body.pointer, "content", type),
    node: child(content, type),
  });
  const examples = examplesFor(document, media.node, choice.example);
  if (choice.example !== undefined && examples[0] !== undefined)
    return kind === "multipart" ? withFiles(document, media.node, examples[0]) : examples[0];
  // Markup has a schema of the object that it stands for, which is no schema of its text.
  if (kind === "text" && /[/+]xml\b/i.test(type))
    return examples.find((one) => typeof one === "string") ?? "<sample/>";
  const { itemSchema } = media.node;
  const schema =
    kind === "multipart" && itemSchema !== undefined
      ? { type: "array", items: itemSchema }
      : media.node.schema;
  const isText = kind === "text" && isStructured(document, schema);
  const value = validSample(described, {
    schema: isText ? true : schema,
    pointer:
      schema === media.node.schema && isNode(schema) && !isText
        ? below(media.pointer, "schema")
        : undefined,
    examples,
    refuse: (sample) => refusal(kind, sample),
  });
  return kind === "multipart" ? withFiles(document, media.node, value) : value;
};

/** Forms have fields: what is no object cannot be written as one. */
const refusal = (kind: BodyKind, sample: unknown): string | undefined => {
  if (kind === "form" && !isNode(sample)) return "the body of a form must be an object";
  if (kind === "multipart" && (typeof sample !== "object" || sample === null))
    return "a multipart body must be an object or a list";
  return kind === "text" && typeof sample === "object" ? "the body must be text" : undefined;
};
