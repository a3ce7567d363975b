/** The objects of an OpenAPI document as a table: which fields the generator relies on, and of what shape. */

/** A kind of object in a document; `schema` may also be a boolean, `map` and `list` are inside fields. */
export type Kind =
  | "document"
  | "info"
  | "server"
  | "serverVariable"
  | "components"
  | "pathItem"
  | "operation"
  | "parameter"
  | "requestBody"
  | "mediaType"
  | "encoding"
  | "response"
  | "header"
  | "securityScheme"
  | "tag"
  | "externalDocs"
  | "discriminator"
  | "schema";

/** What a field holds. */
export type Shape =
  | "string"
  | "scalar"
  | "boolean"
  | "array"
  | "strings"
  | "scopes"
  | "schemaType"
  | "schemaItems"
  | { readonly oneOf: readonly string[] }
  | { readonly kind: Kind }
  | { readonly list: Kind }
  | { readonly map: Kind | "string" | "scopes" };

/** One kind of object. */
export interface ObjectShape {
  /** Section of the OpenAPI 3.1 specification. */
  readonly section: string;
  /** How messages name it. */
  readonly title: string;
  readonly fields: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
  /** Whether a reference may stand in its place. */
  readonly referable: boolean;
}

const styles: Shape = {
  oneOf: [
    "form",
    "simple",
    "label",
    "matrix",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
    "cookie",
  ],
};
const operation: Shape = { kind: "operation" };
const schema: Shape = { kind: "schema" };
const schemas: Shape = { list: "schema" };
const schemaMap: Shape = { map: "schema" };
const servers: Shape = { list: "server" };
const parameters: Shape = { list: "parameter" };
const content: Shape = { map: "mediaType" };
const security: Shape = "scopes";
const externalDocs: Shape = { kind: "externalDocs" };

/** Every kind of object the generator reads. */
export const shapes: Readonly<Record<Kind, ObjectShape>> = {
  document: {
    section: "4.8.1",
    title: "The document",
    referable: false,
    required: ["openapi", "info"],
    fields: {
      openapi: "string",
      info: { kind: "info" },
      servers,
      paths: { map: "pathItem" },
      webhooks: { map: "pathItem" },
      components: { kind: "components" },
      security,
      tags: { list: "tag" },
      externalDocs,
    },
  },
  info: {
    section: "4.8.2",
    title: "Info",
    referable: false,
    required: ["title"],
    fields: { title: "string", description: "string", version: "scalar" },
  },
  server: {
    section: "4.8.5",
    title: "A server",
    referable: false,
    required: ["url"],
    fields: { url: "string", description: "string", variables: { map: "serverVariable" } },
  },
  serverVariable: {
    section: "4.8.6",
    title: "A server variable",
    referable: false,
    required: ["default"],
    fields: { default: "scalar", enum: "array", description: "string" },
  },
  components: {
    section: "4.8.7",
    title: "Components",
    referable: false,
    required: [],
    fields: {
      schemas: schemaMap,
      responses: { map: "response" },
      parameters: { map: "parameter" },
      requestBodies: { map: "requestBody" },
      headers: { map: "header" },
      securitySchemes: { map: "securityScheme" },
      pathItems: { map: "pathItem" },
      mediaTypes: { map: "mediaType" },
    },
  },
  pathItem: {
    section: "4.8.9",
    title: "A path item",
    referable: true,
    required: [],
    fields: {
      summary: "string",
      description: "string",
      parameters,
      servers,
      get: operation,
      put: operation,
      post: operation,
      delete: operation,
      options: operation,
      head: operation,
      patch: operation,
      trace: operation,
      query: operation,
      additionalOperations: { map: "operation" },
    },
  },
  operation: {
    section: "4.8.10",
    title: "An operation",
    referable: false,
    required: [],
    fields: {
      tags: "strings",
      summary: "string",
      description: "string",
      operationId: "string",
      externalDocs,
      parameters,
      requestBody: { kind: "requestBody" },
      responses: { map: "response" },
      deprecated: "boolean",
      security,
      servers,
    },
  },
  parameter: {
    section: "4.8.12",
    title: "A parameter",
    referable: true,
    required: ["name", "in"],
    fields: {
      name: "string",
      in: { oneOf: ["path", "query", "header", "cookie", "querystring"] },
      description: "string",
      required: "boolean",
      deprecated: "boolean",
      style: styles,
      explode: "boolean",
      allowReserved: "boolean",
      schema,
      content,
    },
  },
  requestBody: {
    section: "4.8.13",
    title: "A request body",
    referable: true,
    required: ["content"],
    fields: { description: "string", required: "boolean", content },
  },
  mediaType: {
    section: "4.8.14",
    title: "A media type",
    referable: true,
    required: [],
    fields: {
      schema,
      itemSchema: schema,
      encoding: { map: "encoding" },
      prefixEncoding: { list: "encoding" },
      itemEncoding: { kind: "encoding" },
    },
  },
  encoding: {
    section: "4.8.15",
    title: "An encoding",
    referable: false,
    required: [],
    fields: { contentType: "string", style: styles, explode: "boolean", allowReserved: "boolean" },
  },
  response: {
    section: "4.8.17",
    title: "A response",
    referable: true,
    required: [],
    fields: { description: "string", summary: "string", headers: { map: "header" }, content },
  },
  header: {
    section: "4.8.21",
    title: "A header",
    referable: true,
    required: [],
    fields: { description: "string", required: "boolean", deprecated: "boolean", schema, content },
  },
  securityScheme: {
    section: "4.8.27",
    title: "A security scheme",
    referable: true,
    required: ["type"],
    fields: {
      type: { oneOf: ["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"] },
      description: "string",
      name: "string",
      in: { oneOf: ["query", "header", "cookie"] },
      scheme: "string",
    },
  },
  tag: {
    section: "4.8.22",
    title: "A tag",
    referable: false,
    required: ["name"],
    fields: { name: "string", description: "string", externalDocs },
  },
  externalDocs: {
    section: "4.8.11",
    title: "External documentation",
    referable: false,
    required: ["url"],
    fields: { url: "string", description: "string" },
  },
  discriminator: {
    section: "4.8.25",
    title: "A discriminator",
    referable: false,
    required: ["propertyName"],
    fields: { propertyName: "string", mapping: { map: "string" } },
  },
  schema: {
    section: "4.8.24",
    title: "A schema",
    referable: true,
    required: [],
    fields: {
      type: "schemaType",
      title: "string",
      description: "string",
      format: "string",
      deprecated: "boolean",
      nullable: "boolean",
      readOnly: "boolean",
      writeOnly: "boolean",
      properties: schemaMap,
      patternProperties: schemaMap,
      $defs: schemaMap,
      additionalProperties: schema,
      items: "schemaItems",
      prefixItems: schemas,
      allOf: schemas,
      anyOf: schemas,
      oneOf: schemas,
      not: schema,
      required: "strings",
      enum: "array",
      discriminator: { kind: "discriminator" },
    },
  },
};

/** Values of `type` in a schema (JSON Schema 2020-12, section 6.1.1). */
export const schemaTypes: readonly string[] = [
  "array",
  "boolean",
  "integer",
  "null",
  "number",
  "object",
  "string",
];
