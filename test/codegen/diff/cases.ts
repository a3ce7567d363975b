/** Changes of documents by rule: what is found on the way there, and on the way back. */
import type { Additions } from "../../../codegen/model/context.js";
import {
  creating,
  documentWith,
  json,
  listing,
  object,
  type Part,
  parameter,
  reading,
  sending,
  text,
} from "./support.js";

export interface Case {
  readonly title: string;
  readonly old: Part;
  readonly new: Part;
  /** Levels and rules, sorted. */
  readonly there: readonly string[];
  readonly back: readonly string[];
  readonly additions?: Additions;
}

const change = (
  title: string,
  old: Part,
  now: Part,
  there: readonly string[],
  back: readonly string[],
  additions?: Additions,
): Case => ({
  title,
  old,
  new: now,
  there: [...there].sort(),
  back: [...back].sort(),
  ...(additions !== undefined && { additions }),
});

const nothing: readonly string[] = [];
const whole: Part = { type: "integer" };
const number: Part = { type: "number" };
const open: Part = { type: "object", properties: { a: text }, additionalProperties: true };
const error = { description: "Bad", content: json(object({ code: text })) };
const key = { type: "apiKey", in: "header", name: "X-Key" };
const schemes = (...names: string[]): Part => ({
  securitySchemes: Object.fromEntries(names.map((name) => [name, key])),
});
const secured = (security: unknown, components = schemes("one", "two")): Part =>
  listing({ security }, components);

const paths: readonly Case[] = [
  change(
    "an operation more",
    listing(),
    documentWith({
      paths: {
        ...(listing().paths as Part),
        "/bills": { get: { operationId: "listBills", tags: ["Bills"] } },
      },
    }),
    ["compatible operation-added"],
    ["breaking operation-removed"],
  ),
  change(
    "another operationId",
    listing(),
    listing({ operationId: "findOrders" }),
    ["breaking method-renamed"],
    ["breaking method-renamed"],
  ),
  change(
    "another resource",
    listing(),
    listing({ tags: ["Sales"] }),
    ["breaking method-renamed"],
    ["breaking method-renamed"],
  ),
  change(
    "another path of the same operation",
    listing(),
    documentWith({ paths: { "/v2/orders": (listing().paths as Part)["/orders"] } }),
    ["breaking path-changed"],
    ["breaking path-changed"],
  ),
  change(
    "another verb of the same operation",
    creating(),
    documentWith({
      paths: {
        "/orders": {
          put: {
            operationId: "createOrder",
            tags: ["Orders"],
            responses: { "204": { description: "Done" } },
          },
        },
      },
    }),
    ["breaking verb-changed"],
    ["breaking verb-changed"],
  ),
  change(
    "another server",
    listing(),
    documentWith({ ...listing(), servers: [{ url: "https://other.example.com" }] }),
    ["breaking server-changed"],
    ["breaking server-changed"],
  ),
  change(
    "a server of the operation's own",
    listing(),
    listing({ servers: [{ url: "https://fast.example.com" }] }),
    ["breaking server-changed"],
    ["breaking server-changed"],
  ),
  change(
    "a deprecated operation",
    listing(),
    listing({ deprecated: true }),
    ["compatible operation-deprecated"],
    ["note undeprecated"],
  ),
  change(
    "other words about an operation",
    listing(),
    listing({ description: "All of them." }),
    ["note description-changed"],
    ["note description-changed"],
  ),
  change(
    "other words about the API",
    listing(),
    documentWith({
      ...listing(),
      info: { title: "Shop", version: "1.0.0", description: "Sells." },
    }),
    ["note description-changed"],
    ["note description-changed"],
  ),
  change(
    "another name of the API",
    listing(),
    documentWith({ ...listing(), info: { title: "Store", version: "1.0.0" } }),
    [
      "breaking client-renamed",
      "breaking error-class-removed",
      "compatible error-class-added",
      "note description-changed",
    ],
    [
      "breaking client-renamed",
      "breaking error-class-removed",
      "compatible error-class-added",
      "note description-changed",
    ],
  ),
  change(
    "a write that may be repeated",
    creating(),
    creating({ "x-clientwright": { retry: "safe" } }),
    ["note retry-changed"],
    ["note retry-changed"],
  ),
];

const order = (path: string, parameters: readonly Part[], more: Part = {}): Part =>
  documentWith({
    paths: {
      [path]: {
        get: {
          operationId: "getOrder",
          tags: ["Orders"],
          responses: { "204": { description: "Done" } },
          parameters,
        },
      },
    },
    ...more,
  });
const inPath = (name: string, schema: Part = text): Part => ({
  name,
  in: "path",
  required: true,
  schema,
});
const scoped: Part = { "x-clientwright": { resources: { orders: { scope: ["shop"] } } } };

const pathValues: readonly Case[] = [
  change(
    "another name of a path value",
    order("/orders/{id}", [inPath("id")]),
    order("/orders/{orderId}", [inPath("orderId")]),
    ["breaking path-value-renamed"],
    ["breaking path-value-renamed"],
  ),
  change(
    "a path value more",
    order("/orders/{id}", [inPath("id")]),
    order("/shops/{shop}/orders/{id}", [inPath("shop"), inPath("id")]),
    ["breaking path-changed", "breaking path-value-added"],
    ["breaking path-changed", "breaking path-value-removed"],
  ),
  change(
    "path values in another order",
    order("/a/{shop}/{id}", [inPath("shop"), inPath("id")]),
    order("/a/{id}/{shop}", [inPath("shop"), inPath("id")]),
    ["breaking path-values-reordered"],
    ["breaking path-values-reordered"],
  ),
  change(
    "another type of a path value",
    order("/orders/{id}", [inPath("id")]),
    order("/orders/{id}", [inPath("id", whole)]),
    ["breaking request-type-changed"],
    ["breaking request-type-changed"],
  ),
  change(
    "a resource that is chosen by a path value",
    order("/shops/{shop}/orders/{id}", [inPath("shop"), inPath("id")]),
    order("/shops/{shop}/orders/{id}", [inPath("shop"), inPath("id")], scoped),
    ["breaking scope-changed"],
    ["breaking scope-changed"],
  ),
];

const argumentCases: readonly Case[] = [
  change(
    "a first optional parameter, before the options",
    listing(),
    listing(parameter(text)),
    ["breaking arguments-moved", "compatible argument-added"],
    ["breaking argument-removed"],
  ),
  change(
    "one more optional parameter",
    listing(parameter(text)),
    listing({ parameters: [...(parameter(text).parameters as []), { name: "b", in: "query" }] }),
    ["compatible argument-added"],
    ["breaking argument-removed"],
  ),
  change(
    "a new required parameter",
    listing(),
    listing(parameter(text, { required: true })),
    ["breaking argument-added-required"],
    ["breaking argument-removed"],
  ),
  change(
    "a parameter that becomes required",
    listing(parameter(text)),
    listing(parameter(text, { required: true })),
    ["breaking argument-required"],
    ["compatible argument-optional"],
  ),
  change(
    "a deprecated parameter",
    listing(parameter(text)),
    listing(parameter(text, { deprecated: true })),
    ["compatible deprecated"],
    ["note undeprecated"],
  ),
  change(
    "a parameter that is written in another way",
    listing(parameter({ type: "array", items: text })),
    listing(parameter({ type: "array", items: text }, { explode: false })),
    ["breaking argument-format-changed"],
    ["breaking argument-format-changed"],
  ),
  change(
    "another default of a parameter",
    listing(parameter(whole)),
    listing(parameter({ type: "integer", default: 10 })),
    ["compatible default-changed"],
    ["compatible default-changed"],
  ),
  change(
    "a header in another case",
    listing({ parameters: [{ name: "X-Trace", in: "header", schema: text }] }),
    listing({ parameters: [{ name: "x-trace", in: "header", schema: text }] }),
    nothing,
    nothing,
  ),
  change(
    "a body where none was",
    creating(),
    sending(object({ a: text })),
    ["breaking argument-added-required"],
    ["breaking argument-removed"],
  ),
  change(
    "a body that need not be given",
    sending(object({ a: text })),
    creating({ requestBody: { content: json(object({ a: text })) } }),
    ["compatible argument-optional"],
    ["breaking argument-required"],
  ),
  change(
    "a body that is no JSON any more",
    sending(object({ a: text })),
    creating({
      requestBody: {
        required: true,
        content: { "application/x-www-form-urlencoded": { schema: object({ a: text }) } },
      },
    }),
    ["breaking body-kind-changed", "breaking body-media-removed", "compatible body-media-added"],
    ["breaking body-kind-changed", "breaking body-media-removed", "compatible body-media-added"],
  ),
  change(
    "a body of another JSON type",
    sending(object({ a: text })),
    creating({
      requestBody: {
        required: true,
        content: { "application/merge-patch+json": { schema: object({ a: text }) } },
      },
    }),
    ["breaking body-media-removed", "compatible body-media-added"],
    ["breaking body-media-removed", "compatible body-media-added"],
  ),
];

const respond = (responses: Part): Part => listing({ responses });
const content = (schema: unknown): Part => ({ description: "Yes", content: json(schema) });

const answers: readonly Case[] = [
  change(
    "an answer where none was",
    respond({ "200": { description: "Yes" } }),
    respond({ "200": content(text) }),
    ["breaking answer-kind-changed"],
    ["breaking answer-kind-changed"],
  ),
  change(
    "another status of the same answer",
    respond({ "200": content(object({ a: text })) }),
    respond({ "201": content(object({ a: text })) }),
    ["note success-status-changed"],
    ["note success-status-changed"],
  ),
  change(
    "nothing in the place of JSON",
    respond({ "200": content(object({ a: text })) }),
    respond({ "204": { description: "Yes" } }),
    ["breaking answer-kind-changed", "note success-status-changed"],
    ["breaking answer-kind-changed", "note success-status-changed"],
  ),
  change(
    "another success",
    respond({ "200": content(object({ a: text })) }),
    respond({ "200": content(object({ a: text })), "202": content(object({ b: text })) }),
    ["breaking success-added"],
    ["compatible success-removed"],
  ),
  change(
    "another media type of the same answer",
    respond({ "200": content(object({ a: text })) }),
    respond({
      "200": {
        description: "Yes",
        content: {
          ...json(object({ a: text })),
          "application/hal+json": { schema: object({ a: text }) },
        },
      },
    }),
    ["compatible answer-media-added"],
    ["breaking answer-media-removed"],
  ),
  change(
    "another documented error",
    listing(),
    respond({ "204": { description: "Done" }, "409": error }),
    ["compatible error-added"],
    ["breaking error-removed"],
  ),
  change(
    "an error that is thrown as another class",
    respond({ "204": { description: "Done" }, "409": error }),
    listing({
      responses: { "204": { description: "Done" }, "409": error },
      "x-clientwright": { errors: { "409": "ShopValidationError" } },
    }),
    ["breaking error-class-changed", "compatible error-class-added"],
    ["breaking error-class-changed", "breaking error-class-removed"],
  ),
  change(
    "a class of errors that extends another",
    documentWith({
      ...listing(),
      "x-clientwright": {
        errors: { base: "ShopError", statuses: { "404": "GoneError", "4XX": "AskError" } },
      },
    }),
    documentWith({
      ...listing(),
      "x-clientwright": {
        errors: {
          base: "ShopError",
          statuses: { "404": "GoneError", "4XX": "AskError" },
          parents: { GoneError: "AskError" },
        },
      },
    }),
    ["breaking error-class-moved"],
    ["breaking error-class-moved"],
  ),
  change(
    "a property of an error",
    respond({ "204": { description: "Done" }, "409": error }),
    respond({
      "204": { description: "Done" },
      "409": { description: "Bad", content: json(object({ code: text, more: text })) },
    }),
    ["compatible answer-property-added"],
    ["breaking answer-property-removed"],
  ),
];

const pageAnswer = object({ items: { type: "array", items: object({ id: text }) }, total: whole });
const paged = (pages?: Part): Part =>
  listing({
    parameters: [
      { name: "offset", in: "query", schema: whole },
      { name: "page", in: "query", schema: whole },
    ],
    responses: { "200": content(pageAnswer) },
    ...(pages !== undefined && { "x-clientwright": { pages } }),
  });

const listsAndSecurity: readonly Case[] = [
  change(
    "pages of a list",
    paged(),
    paged({ style: "offset" }),
    ["breaking pages-added"],
    ["breaking pages-removed"],
  ),
  change(
    "pages that are turned in another way",
    paged({ style: "offset" }),
    paged({ style: "page" }),
    ["note pages-changed"],
    ["note pages-changed"],
  ),
  change(
    "an operation that needs credentials, in a client that had none",
    secured([]),
    secured([{ one: [] }]),
    ["breaking credentials-required", "breaking security-added", "compatible credential-added"],
    ["breaking credential-removed", "compatible security-dropped"],
  ),
  change(
    "another alternative of credentials",
    secured([{ one: [] }]),
    secured([{ one: [] }, { two: [] }]),
    ["compatible credential-added", "compatible security-alternative-added"],
    [
      "breaking credential-removed",
      "breaking credentials-required",
      "breaking security-alternative-removed",
    ],
  ),
  change(
    "a credential in another header",
    secured([{ one: [] }]),
    secured([{ one: [] }], { securitySchemes: { one: { ...key, name: "X-Other" } } }),
    ["breaking credential-changed"],
    ["breaking credential-changed"],
  ),
  change(
    "a scope more",
    secured([{ one: ["read"] }]),
    secured([{ one: ["read", "list"] }]),
    ["breaking security-scope-added"],
    ["note security-scope-removed"],
  ),
];

const order1 = object({ id: text, note: text }, "id");
const models: readonly Case[] = [
  change(
    "a named type more",
    listing({}, { schemas: { Order: order1 } }),
    listing({}, { schemas: { Order: order1, Bill: object({ sum: number }) } }),
    ["compatible model-added"],
    ["breaking model-removed"],
  ),
  change(
    "another name of a named type",
    reading({ $ref: "#/components/schemas/Order" }, { schemas: { Order: order1 } }),
    reading({ $ref: "#/components/schemas/Purchase" }, { schemas: { Purchase: order1 } }),
    ["breaking model-renamed"],
    ["breaking model-renamed"],
  ),
  change(
    "a schema that gets a name",
    reading(order1),
    reading({ $ref: "#/components/schemas/Order" }, { schemas: { Order: order1 } }),
    ["compatible model-added"],
    ["breaking model-removed"],
  ),
  change(
    "a deprecated property",
    reading(object({ a: text })),
    reading(object({ a: { type: "string", deprecated: true } })),
    ["compatible deprecated"],
    ["note undeprecated"],
  ),
  change(
    "a named type that no operation uses",
    listing({}, { schemas: { Order: order1 } }),
    listing({}, { schemas: { Order: object({ id: text }, "id") } }),
    ["breaking answer-property-removed"],
    ["compatible answer-property-added"],
  ),
  change(
    "a property with a default, which nobody must send",
    sending({ $ref: "#/components/schemas/Order" }, { schemas: { Order: order1 } }),
    sending(
      { $ref: "#/components/schemas/Order" },
      {
        schemas: {
          Order: object({ id: text, note: text, size: { type: "integer", default: 1 } }, "id"),
        },
      },
    ),
    ["compatible request-property-added"],
    ["breaking request-property-removed"],
  ),
  change(
    "a property that is never sent",
    sending(object({ a: text })),
    sending(object({ a: text, b: { type: "string", readOnly: true } }, "b")),
    nothing,
    nothing,
  ),
  change(
    "a property that is never read",
    reading(object({ a: text })),
    reading(object({ a: text, b: { type: "string", writeOnly: true } })),
    nothing,
    nothing,
  ),
  change(
    "a default of a property, which makes it always there where it is read",
    reading({ $ref: "#/components/schemas/Order" }, { schemas: { Order: order1 } }),
    reading(
      { $ref: "#/components/schemas/Order" },
      { schemas: { Order: object({ id: text, note: { type: "string", default: "" } }, "id") } },
    ),
    ["compatible answer-property-required", "note default-changed"],
    ["breaking answer-property-optional", "note default-changed"],
  ),
  change(
    "a default of a property in a named type that is sent",
    sending({ $ref: "#/components/schemas/Order" }, { schemas: { Order: order1 } }),
    sending(
      { $ref: "#/components/schemas/Order" },
      { schemas: { Order: object({ id: text, note: { type: "string", default: "" } }, "id") } },
    ),
    ["compatible default-changed"],
    ["compatible default-changed"],
  ),
];

interface Schemas {
  readonly title: string;
  readonly old: unknown;
  readonly new: unknown;
  /** Found where the schema is sent, there and back. */
  readonly sent: readonly [readonly string[], readonly string[]];
  /** Found where the schema is read, there and back. */
  readonly read: readonly [readonly string[], readonly string[]];
}

const cat = object({ meow: text, name: text }, "meow");
const dog = object({ bark: text, name: text }, "bark");
const bird = object({ wings: whole, nest: text }, "wings");

const schemas: readonly Schemas[] = [
  {
    title: "another type",
    old: text,
    new: whole,
    sent: [["breaking request-type-changed"], ["breaking request-type-changed"]],
    read: [["breaking answer-type-changed"], ["breaking answer-type-changed"]],
  },
  {
    title: "one type more",
    old: text,
    new: { type: ["string", "boolean"] },
    sent: [["compatible request-type-widened"], ["breaking request-type-narrowed"]],
    read: [["breaking answer-type-widened"], ["compatible answer-type-narrowed"]],
  },
  {
    title: "a list of types in the place of a choice",
    old: { oneOf: [text, { type: "boolean" }] },
    new: { type: ["string", "boolean"] },
    sent: [nothing, nothing],
    read: [nothing, nothing],
  },
  {
    title: "whole numbers only",
    old: number,
    new: whole,
    sent: [["breaking request-number-narrowed"], nothing],
    read: [nothing, ["compatible answer-number-widened"]],
  },
  {
    title: "null, too",
    old: text,
    new: { type: ["string", "null"] },
    sent: [["compatible request-null-allowed"], ["breaking request-null-refused"]],
    read: [["breaking answer-null-added"], ["compatible answer-null-removed"]],
  },
  {
    title: "null in two ways of writing it",
    old: { anyOf: [text, { type: "null" }] },
    new: { type: ["string", "null"] },
    sent: [nothing, nothing],
    read: [nothing, nothing],
  },
  {
    title: "a value of an enumeration more",
    old: { type: "string", enum: ["a"] },
    new: { type: "string", enum: ["b", "a"] },
    sent: [["compatible request-value-added"], ["breaking request-value-removed"]],
    read: [["compatible answer-value-added"], ["breaking answer-value-removed"]],
  },
  {
    title: "a constant in the place of an enumeration of one",
    old: { type: "string", enum: ["a"] },
    new: { type: "string", const: "a" },
    sent: [nothing, nothing],
    read: [nothing, nothing],
  },
  {
    title: "values that are listed",
    old: text,
    new: { type: "string", enum: ["a"] },
    sent: [["breaking request-values-limited"], ["compatible request-values-freed"]],
    read: [["compatible answer-values-limited"], ["breaking answer-values-freed"]],
  },
  {
    title: "an optional property more",
    old: object({ a: text }),
    new: object({ b: text, a: text }),
    sent: [["compatible request-property-added"], ["breaking request-property-removed"]],
    read: [["compatible answer-property-added"], ["breaking answer-property-removed"]],
  },
  {
    title: "a required property more",
    old: object({ a: text }),
    new: object({ a: text, b: text }, "b"),
    sent: [["breaking request-property-added-required"], ["breaking request-property-removed"]],
    read: [["compatible answer-property-added"], ["breaking answer-property-removed"]],
  },
  {
    title: "a property that becomes required",
    old: object({ a: text }),
    new: object({ a: text }, "a"),
    sent: [["breaking request-property-required"], ["compatible request-property-optional"]],
    read: [["compatible answer-property-required"], ["breaking answer-property-optional"]],
  },
  {
    title: "a property in a part of a composition",
    old: { allOf: [object({ a: text }), object({ b: text })] },
    new: object({ a: text, b: text, c: text }),
    sent: [["compatible request-property-added"], ["breaking request-property-removed"]],
    read: [["compatible answer-property-added"], ["breaking answer-property-removed"]],
  },
  {
    title: "unlisted properties that are listed no more in types",
    old: open,
    new: object({ a: text }),
    sent: [["breaking request-extra-refused"], ["compatible request-extra-allowed"]],
    read: [["breaking answer-extra-removed"], ["compatible answer-extra-added"]],
  },
  {
    title: "a server that refuses unlisted properties",
    old: object({ a: text }),
    new: { ...object({ a: text }), additionalProperties: false },
    sent: [["breaking request-closed"], ["compatible request-extra-allowed"]],
    read: [nothing, nothing],
  },
  {
    title: "another type of unlisted properties",
    old: { type: "object", additionalProperties: text },
    new: { type: "object", additionalProperties: whole },
    sent: [["breaking request-type-changed"], ["breaking request-type-changed"]],
    read: [["breaking answer-type-changed"], ["breaking answer-type-changed"]],
  },
  {
    title: "another type of elements",
    old: { type: "array", items: text },
    new: { type: "array", items: { type: ["string", "boolean"] } },
    sent: [["compatible request-type-widened"], ["breaking request-type-narrowed"]],
    read: [["breaking answer-type-widened"], ["compatible answer-type-narrowed"]],
  },
  {
    title: "a longer list of fixed length",
    old: { type: "array", prefixItems: [text] },
    new: { type: "array", prefixItems: [text, text] },
    sent: [["breaking request-type-changed"], ["breaking request-type-changed"]],
    read: [["breaking answer-type-changed"], ["breaking answer-type-changed"]],
  },
  {
    title: "another shape, in another order",
    old: { oneOf: [cat, dog] },
    new: { oneOf: [bird, dog, cat] },
    sent: [["compatible request-option-added"], ["breaking request-option-removed"]],
    read: [["breaking answer-option-added"], ["compatible answer-option-removed"]],
  },
  {
    title: "another shape in the place of one",
    old: { oneOf: [cat, dog] },
    new: { oneOf: [cat, bird] },
    sent: [
      ["breaking request-option-removed", "compatible request-option-added"],
      ["breaking request-option-removed", "compatible request-option-added"],
    ],
    read: [
      ["breaking answer-option-added", "compatible answer-option-removed"],
      ["breaking answer-option-added", "compatible answer-option-removed"],
    ],
  },
  {
    title: "a shape that changes and stays itself",
    old: { oneOf: [cat, dog] },
    new: { oneOf: [dog, object({ meow: text, name: text, age: whole }, "meow")] },
    sent: [["compatible request-property-added"], ["breaking request-property-removed"]],
    read: [["compatible answer-property-added"], ["breaking answer-property-removed"]],
  },
  {
    title: "a choice in the place of one shape",
    old: cat,
    new: { anyOf: [cat, bird] },
    sent: [["compatible request-option-added"], ["breaking request-option-removed"]],
    read: [["breaking answer-option-added"], ["compatible answer-option-removed"]],
  },
  {
    title: "a format",
    old: text,
    new: { type: "string", format: "uuid" },
    sent: [["breaking request-format-narrowed"], ["compatible request-format-widened"]],
    read: [["note answer-format-added"], ["breaking answer-format-changed"]],
  },
  {
    title: "tighter limits",
    old: { type: "string", maxLength: 10 },
    new: { type: "string", maxLength: 5, minLength: 1 },
    sent: [["breaking request-limit-tightened"], ["compatible request-limit-loosened"]],
    read: [["note answer-limit-changed"], ["note answer-limit-changed"]],
  },
  {
    title: "another pattern",
    old: { type: "string", pattern: "^a" },
    new: { type: "string", pattern: "^b" },
    sent: [["breaking request-limit-tightened"], ["breaking request-limit-tightened"]],
    read: [["note answer-limit-changed"], ["note answer-limit-changed"]],
  },
  {
    title: "other words",
    old: text,
    new: { type: "string", description: "A text.", examples: ["a"] },
    sent: [["note description-changed"], ["note description-changed"]],
    read: [["note description-changed"], ["note description-changed"]],
  },
  {
    title: "another order of everything",
    old: { type: ["string", "null"], enum: ["a", "b", null] },
    new: { enum: [null, "b", "a"], type: ["null", "string"] },
    sent: [nothing, nothing],
    read: [nothing, nothing],
  },
];

const schemaCases = schemas.flatMap(({ title, old, new: now, sent, read }): Case[] => {
  const within = (schema: unknown): Part => object({ value: schema as Part }, "value");
  return [
    change(`${title}, sent`, sending(within(old)), sending(within(now)), ...sent),
    change(`${title}, read`, reading(within(old)), reading(within(now)), ...read),
  ];
});

const service = (parameters: readonly Part[]): Part =>
  documentWith({
    "x-clientwright": { services: {}, resources: { orders: { scope: ["shop"] } } },
    paths: {
      "/shops/{shop}/orders": {
        get: {
          operationId: "listOrders",
          tags: ["Orders"],
          parameters: [inPath("shop"), ...parameters],
          responses: { "200": content({ type: "array", items: text }) },
        },
      },
    },
  });

const services: readonly Case[] = [
  change(
    "an argument of a service's method",
    service([]),
    service([{ name: "state", in: "query", required: true, schema: text }]),
    ["breaking argument-added-required", "breaking service-arguments-changed"],
    ["breaking argument-removed", "breaking service-arguments-changed"],
  ),
  change(
    "a method of a service less",
    service([]),
    documentWith({ ...service([]), paths: {} }),
    ["breaking operation-removed", "breaking service-method-removed"],
    ["compatible operation-added", "compatible service-method-added"],
  ),
];

export const cases: readonly Case[] = [
  ...paths,
  ...pathValues,
  ...argumentCases,
  ...answers,
  ...listsAndSecurity,
  ...models,
  ...schemaCases,
  ...services,
];
