/** What schemas become in schema.ts: a schema, and its type. */
import fc from "fast-check";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import type { OpenApiDocument } from "../../codegen/document.js";
import { emitSchema } from "../../codegen/emit/schema.js";
import { prepare } from "../../codegen/prepare/prepare.js";

const json = (schema: unknown) => ({ "application/json": { schema } });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

interface Given {
  readonly schemas: Record<string, unknown>;
  readonly sent?: readonly string[];
  readonly received?: readonly string[];
  readonly openapi?: string;
}

const documentOf = ({ schemas, sent = [], received = [], openapi = "3.1.0" }: Given) => {
  const document: unknown = {
    openapi,
    info: { title: "Types", version: "1" },
    paths: {
      "/things": {
        post: {
          requestBody: { content: json({ oneOf: sent.map(ref) }) },
          responses: { "200": { content: json({ oneOf: received.map(ref) }) } },
        },
      },
    },
    components: { schemas },
  };
  // Its schemas are what is tested; the rest is sound.
  return document as OpenApiDocument;
};

/** Types of the named schemas, on one line each and without comments. */
const typesOf = async (given: Given): Promise<Record<string, string>> => {
  const text = await emitSchema(prepare(documentOf(given)));
  const source = ts.createSourceFile("schema.ts", text, ts.ScriptTarget.Latest, true);
  const types: Record<string, string> = {};
  const visit = (node: ts.Node): void => {
    if (ts.isInterfaceDeclaration(node) && node.name.text === "components") {
      const [schemas] = node.members;
      if (schemas === undefined || !ts.isPropertySignature(schemas)) return;
      if (schemas.type === undefined || !ts.isTypeLiteralNode(schemas.type)) return;
      for (const member of schemas.type.members) {
        if (!ts.isPropertySignature(member) || member.type === undefined) continue;
        const printed = member.type.getText().replace(/\/\*[\s\S]*?\*\//g, "");
        types[member.name.getText()] = printed.replace(/\s+/g, " ").trim();
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return types;
};

const typeOf = async (schema: unknown, openapi?: string): Promise<string | undefined> => {
  const schemas = {
    Thing: schema,
    Base: { type: "object", properties: { a: { type: "string" } } },
    Color: { type: "string", enum: ["red", "blue"] },
  };
  return (await typesOf({ schemas, ...(openapi !== undefined && { openapi }) })).Thing;
};

const object = (properties: unknown, more: object = {}) => ({
  type: "object",
  properties,
  ...more,
});
const text = { type: "string" };
const number = { type: "integer" };

describe("types of schemas", () => {
  it.each<[string, unknown, string]>([
    ["null as a constant", { const: null }, "null"],
    ["an object as a constant", { const: { a: [1, null] } }, "{ a: [ 1, null ]; }"],
    ["objects as values", object({ a: number }, { enum: [{ a: 1 }] }), "{ a: 1; }"],
    ["values beside a list", { type: "array", items: text, enum: ["a", "b"] }, '("a" | "b")[]'],
    [
      "constants as alternatives",
      { ...text, oneOf: [{ const: "a" }, { const: "b" }] },
      '"a" | "b"',
    ],
    ["formats as alternatives", { ...text, anyOf: [{ format: "a" }, { format: "b" }] }, "string"],
    ["an open list", { anyOf: [{ enum: ["a"] }, text] }, '"a" | (string & {})'],
    [
      "an open named list",
      { anyOf: [ref("Color"), text] },
      'components["schemas"]["Color"] | (string & {})',
    ],
    ["an open list of numbers", { anyOf: [number, { enum: [1, 2] }] }, "(number & {}) | (1 | 2)"],
    [
      "an extensible list",
      { ...text, "x-extensible-enum": ["a", "b"] },
      '("a" | "b") | (string & {})',
    ],
    ["a list and another type", { anyOf: [{ enum: ["a"] }, number] }, '"a" | number'],
    ["an object without properties", { type: "object" }, "Record<string, unknown>"],
    [
      "an object that has none",
      { type: "object", additionalProperties: false },
      "{ [key: string]: never; }",
    ],
    [
      "members beyond properties",
      object({ a: text }, { additionalProperties: number }),
      "{ a?: string; } & { [key: string]: number | string; }",
    ],
    ["members of a pattern", { patternProperties: { "^x": number } }, "{ [key: string]: number; }"],
    [
      "a list that goes on",
      { type: "array", prefixItems: [text], items: number },
      "[ string, ...number[] ]",
    ],
    [
      "a list that may be short",
      { type: "array", prefixItems: [text, number], minItems: 1 },
      "[ string, number? ]",
    ],
    [
      "anyOf beside properties",
      object({ a: text }, { anyOf: [object({ b: text }), object({ c: text })] }),
      "{ a?: string; } & ({ b?: string; } | { c?: string; })",
    ],
    [
      "anyOf of what is required",
      object({ a: text }, { anyOf: [{ required: ["a"] }, {}] }),
      "{ a?: string; }",
    ],
    [
      "boolean schemas",
      { allOf: [true, object({ a: true, b: false })] },
      "{ a?: unknown; b?: never; }",
    ],
    ["no alternative", { anyOf: [false] }, "never"],
    [
      "properties of conditions",
      object({ a: text }, { else: object({ a: number, b: number }) }),
      "{ a?: string; b?: number; }",
    ],
    [
      "keywords beside a reference",
      { ...ref("Base"), properties: { b: text } },
      '{ b?: string; } & components["schemas"]["Base"]',
    ],
    [
      "definitions",
      object({ a: { $ref: "#/components/schemas/Thing/$defs/In" } }, { $defs: { In: text } }),
      '{ a?: components["schemas"]["In"]; }',
    ],
    [
      "a dynamic reference",
      { $dynamicAnchor: "n", ...object({ a: { $dynamicRef: "#n" } }) },
      '{ a?: components["schemas"]["Thing"]; }',
    ],
    [
      "a dynamic reference to be filled in",
      object({ a: { $dynamicRef: "#other" } }),
      "{ a?: unknown; }",
    ],
    [
      "itself in a list",
      { anyOf: [text, { type: "array", items: ref("Thing") }] },
      "string | ThingItems",
    ],
    ["itself as an alternative", { anyOf: [text, ref("Thing")] }, "string"],
  ])("know %s", async (_, schema, type) => {
    expect(await typeOf(schema)).toBe(type);
  });

  it("ignore what stands beside a reference in 3.0", async () => {
    const schema = { ...ref("Base"), properties: { b: text } };
    expect(await typeOf(schema, "3.0.3")).toBe('components["schemas"]["Base"]');
  });

  it("never show characters that cannot be seen", async () => {
    const hidden = {
      type: "object",
      description: "a\u202eb",
      properties: { a: { enum: ["x\u202ey"] } },
    };
    const printed = await emitSchema(prepare(documentOf({ schemas: { Thing: hidden } })));
    expect(printed).not.toMatch(/[\u202a-\u202e]/);
    expect(printed).toContain('"x\\u202ey"');
  });
});

describe("types of discriminated schemas", () => {
  const kind = (mapping?: object) => ({ propertyName: "kind", ...(mapping && { mapping }) });

  it("take the values of a mapping by name or reference, in the property's type", async () => {
    const types = await typesOf({
      schemas: {
        Any: {
          oneOf: [ref("A"), ref("B"), ref("C")],
          discriminator: kind({ 1: "A", 2: "#/components/schemas/B" }),
        },
        A: object({ kind: number }),
        B: object({ kind: { ...text, enum: ["2", "two"] } }),
        C: object({}),
      },
    });
    expect(types).toEqual({
      Any: 'components["schemas"]["A"] | components["schemas"]["B"] | components["schemas"]["C"]',
      A: "{ kind: 1; }",
      B: '{ kind: "2"; }',
      C: '{ kind: "C"; }',
    });
  });

  it("let an heir of an heir be both", async () => {
    const types = await typesOf({
      schemas: {
        Base: { ...object({ kind: text }), discriminator: kind() },
        Middle: { allOf: [ref("Base")] },
        Leaf: { allOf: [ref("Middle")] },
      },
    });
    expect(types.Base).toBe("{ kind?: string; }");
    expect(types.Middle).toBe('components["schemas"]["Base"] & { kind: "Middle" | "Leaf"; }');
    expect(types.Leaf).toBe('components["schemas"]["Middle"] & { kind: "Leaf"; }');
  });

  it("declare a property once that stands beside allOf", async () => {
    const types = await typesOf({
      schemas: {
        Base: { ...object({ kind: text }), discriminator: kind() },
        Own: { allOf: [ref("Base")], ...object({ kind: { enum: ["Own"] } }) },
      },
    });
    expect(types.Own).toBe(
      '{ kind: "Own"; } & WithRequired<components["schemas"]["Base"], "kind">',
    );
  });

  it("cut the circle of a choice that its alternatives extend", async () => {
    const types = await typesOf({
      schemas: {
        Shape: { ...object({ color: text }), oneOf: [ref("Circle")], discriminator: kind() },
        Circle: { allOf: [ref("Shape"), object({ radius: number })] },
      },
    });
    expect(types.Circle).toBe('{ color?: string; } & { radius?: number; } & { kind: "Circle"; }');
  });
});

describe("views", () => {
  const user = object(
    {
      id: { ...text, readOnly: true },
      name: text,
      secret: { ...text, writeOnly: true },
      size: { ...number, default: 1 },
    },
    { required: ["id", "name", "secret"] },
  );

  it("are two of a schema that is sent and received", async () => {
    const types = await typesOf({ schemas: { User: user }, sent: ["User"], received: ["User"] });
    expect(types).toEqual({
      User: "{ readonly id: string; name: string; size: number; }",
      UserWritable: "{ name: string; secret: string; size?: number; }",
    });
  });

  it.each<[string, unknown, string]>([
    ["lists", { type: "array", items: ref("User") }, 'components["schemas"]["UserWritable"][]'],
    [
      "maps",
      { type: "object", additionalProperties: ref("User") },
      '{ [key: string]: components["schemas"]["UserWritable"]; }',
    ],
    [
      "alternatives",
      { oneOf: [ref("User"), text] },
      'components["schemas"]["UserWritable"] | string',
    ],
    [
      "allOf that asks for it",
      { allOf: [ref("User"), { required: ["id", "size"] }] },
      'WithRequired<components["schemas"]["UserWritable"], "size">',
    ],
    [
      "themselves",
      object({ of: ref("Holder"), user: ref("User") }),
      '{ of?: components["schemas"]["HolderWritable"]; user?: components["schemas"]["UserWritable"]; }',
    ],
  ])("go through %s", async (_, schema, type) => {
    const schemas = { User: user, Holder: schema };
    const both = ["Holder"];
    const types = await typesOf({ schemas, sent: both, received: both });
    expect(types.HolderWritable?.replace(" & unknown", "")).toBe(type);
  });

  it("are one of a schema that goes one way", async () => {
    const schemas = { Sent: user, Received: user, Plain: object({ a: text }) };
    const sent = ["Sent", "Plain"];
    const types = await typesOf({ schemas, sent, received: ["Received", "Plain"] });
    expect(types).toEqual({
      Sent: "{ name: string; secret: string; size?: number; }",
      Received: "{ readonly id: string; name: string; size: number; }",
      Plain: "{ a?: string; }",
    });
  });

  it("keep the values of a discriminator, and take no name that is there", async () => {
    const types = await typesOf({
      schemas: {
        Pet: { oneOf: [ref("Dog")], discriminator: { propertyName: "kind" } },
        Dog: object({ kind: text, id: { ...text, readOnly: true } }),
        DogWritable: text,
      },
      sent: ["Pet"],
      received: ["Pet"],
    });
    expect(types.PetWritable).toBe('components["schemas"]["DogWritableModel"]');
    expect(types.DogWritableModel).toBe('{ kind: "Dog"; }');
  });
});

describe("any schema", () => {
  const names = ["A", "B", "C"];
  const { schema } = fc.letrec((tie) => ({
    schema: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(...names).map(ref),
      fc.boolean(),
      fc.record(
        {
          type: fc.constantFrom<unknown>("string", "integer", "object", "array", [
            "object",
            "null",
          ]),
          enum: fc.array(fc.jsonValue(), { minLength: 1, maxLength: 3 }),
          const: fc.jsonValue(),
          readOnly: fc.boolean(),
          writeOnly: fc.boolean(),
          nullable: fc.boolean(),
          required: fc.array(fc.constantFrom("a", "b", "__proto__"), { maxLength: 2 }),
          discriminator: fc.constant({ propertyName: "a" }),
          properties: fc.dictionary(fc.constantFrom("a", "b", "*/", "__proto__"), tie("schema"), {
            maxKeys: 3,
          }),
          additionalProperties: tie("schema"),
          patternProperties: fc.dictionary(fc.string(), tie("schema"), { maxKeys: 1 }),
          items: tie("schema"),
          prefixItems: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }),
          allOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }),
          anyOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }),
          oneOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }),
          not: tie("schema"),
          if: tie("schema"),
          else: tie("schema"),
        },
        { requiredKeys: [] },
      ),
    ),
  }));

  it("becomes well-formed TypeScript, the same each time", async () => {
    await fc.assert(
      fc.asyncProperty(fc.record({ A: schema, B: schema, C: schema }), async (schemas) => {
        const given = documentOf({ schemas, sent: ["A", "B"], received: ["B", "C"] });
        const before = JSON.stringify(given);
        const printed = await emitSchema(prepare(given));
        expect(JSON.stringify(given)).toBe(before);
        expect(await emitSchema(prepare(given))).toBe(printed);
        const { diagnostics } = ts.transpileModule(printed, { reportDiagnostics: true });
        expect(diagnostics).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
