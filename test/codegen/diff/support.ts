/** Two versions of a small document, and what is found between them. */
import { compareSides } from "../../../codegen/diff/diff.js";
import { createSide } from "../../../codegen/diff/side.js";
import type { DiffFinding, DiffResult } from "../../../codegen/diff/types.js";
import type { OpenApiDocument } from "../../../codegen/document.js";
import type { Additions } from "../../../codegen/model/context.js";

/** Any object of a document. */
export type Part = Readonly<Record<string, unknown>>;

export const documentWith = (parts: Part = {}): Part => ({
  openapi: "3.1.0",
  info: { title: "Shop", version: "1.0.0" },
  servers: [{ url: "https://shop.example.com" }],
  paths: {},
  ...parts,
});

const done = { "204": { description: "Done" } };

/** A document with one operation, `orders.list`. */
export const listing = (operation: Part = {}, components?: Part): Part =>
  documentWith({
    paths: {
      "/orders": {
        get: { operationId: "listOrders", tags: ["Orders"], responses: done, ...operation },
      },
    },
    ...(components !== undefined && { components }),
  });

/** A document with one operation, `orders.create`. */
export const creating = (operation: Part = {}, components?: Part): Part =>
  documentWith({
    paths: {
      "/orders": {
        post: { operationId: "createOrder", tags: ["Orders"], responses: done, ...operation },
      },
    },
    ...(components !== undefined && { components }),
  });

export const parameter = (schema: Part, more: Part = {}): Part => ({
  parameters: [{ name: "state", in: "query", schema, ...more }],
});

export const json = (schema: unknown): Part => ({ "application/json": { schema } });

/** `orders.create` with a body. */
export const sending = (schema: unknown, components?: Part): Part =>
  creating({ requestBody: { required: true, content: json(schema) } }, components);

/** `orders.list` with an answer. */
export const reading = (schema: unknown, components?: Part): Part =>
  listing({ responses: { "200": { description: "Orders", content: json(schema) } } }, components);

/** An object with properties, of which some are required. */
export const object = (properties: Part, ...required: string[]): Part => ({
  type: "object",
  properties,
  ...(required.length > 0 && { required }),
});

export const text: Part = { type: "string" };

/** Compares two documents that are in memory. */
export const compare = async (
  old: Part,
  now: Part,
  additions: Additions = {},
): Promise<DiffResult> => {
  const sideOf = async (label: string, document: Part) => {
    // Cases are small enough to be seen to be documents.
    const source = structuredClone(document) as unknown as OpenApiDocument;
    return (await createSide(label, source, additions)).side;
  };
  return compareSides("shop", await sideOf("old", old), await sideOf("new", now));
};

/** A finding as cases write it: level and rule. */
export const short = ({ level, rule }: DiffFinding): string => `${level} ${rule}`;

/** What is found between two documents, each once. */
export const found = async (old: Part, now: Part, additions: Additions = {}): Promise<string[]> => {
  const { findings } = await compare(old, now, additions);
  return [...new Set(findings.map(short))].sort();
};
