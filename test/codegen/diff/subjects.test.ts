/** What findings are about: each change is told once, where it is described, and with all who are concerned. */
import { describe, expect, it } from "vitest";
import { compare, creating, documentWith, json, object, type Part, text } from "./support.js";

const reads = (schemas: Part, ...names: string[]): Part =>
  documentWith({
    components: { schemas },
    paths: Object.fromEntries(
      names.map((name, index) => [
        `/${index}`,
        {
          get: {
            operationId: `read${index}`,
            tags: ["Things"],
            responses: {
              "200": {
                description: "Thing",
                content: json({ $ref: `#/components/schemas/${name}` }),
              },
            },
          },
        },
      ]),
    ),
  });

const findings = async (old: Part, now: Part) =>
  (await compare(old, now)).findings.map(({ rule, subject, part, usedBy }) => ({
    rule,
    subject: `${subject.kind} ${subject.name}`,
    ...(part !== undefined && { part }),
    ...(usedBy !== undefined && { usedBy }),
  }));

const list = (name: string): Part => ({
  type: "array",
  items: { $ref: `#/components/schemas/${name}` },
});

describe("the subject of a finding", () => {
  it("is the named type that changed, told once for all who read it, directly or through others", async () => {
    const schemas = (thing: Part): Part => ({
      Thing: thing,
      Box: object({ things: list("Thing") }),
      Crate: { allOf: [{ $ref: "#/components/schemas/Thing" }, object({ more: text })] },
    });
    const old = reads(schemas(object({ a: text, b: text })), "Thing", "Box", "Crate");
    const now = reads(schemas(object({ a: text })), "Thing", "Box", "Crate");
    expect(await findings(old, now)).toEqual([
      {
        rule: "answer-property-removed",
        subject: "model Thing",
        part: "b",
        usedBy: ["read0", "read1", "read2"],
      },
    ]);
  });

  it("is the operation that reads another named type, not the type that it read before", async () => {
    const schemas = { Thing: object({ a: text, b: text }), Less: object({ a: text }) };
    const [old, now] = [reads(schemas, "Thing", "Less"), reads(schemas, "Less", "Less")];
    expect(await findings(old, now)).toEqual([
      { rule: "answer-property-removed", subject: "operation read0", part: "answer.b" },
    ]);
  });

  it("is a shared parameter, told once", async () => {
    const given = (schema: Part): Part => {
      const use = { parameters: [{ $ref: "#/components/parameters/Limit" }] };
      const get = (operationId: string): Part => ({ get: { operationId, tags: ["A"], ...use } });
      return documentWith({
        components: { parameters: { Limit: { name: "limit", in: "query", schema } } },
        paths: { "/a": get("a"), "/b": get("b") },
      });
    };
    expect(await findings(given(text), given({ type: "integer" }))).toEqual([
      {
        rule: "request-type-changed",
        subject: "component parameters/Limit",
        part: "query.limit",
        usedBy: ["a", "b"],
      },
    ]);
  });

  it("is a shared answer, told once whatever its statuses", async () => {
    const given = (schema: Part): Part => {
      const bad = { $ref: "#/components/responses/Bad" };
      const responses = { "204": { description: "Done" }, "404": bad, "410": bad };
      return documentWith({
        components: { responses: { Bad: { description: "Bad", content: json(schema) } } },
        paths: { "/a": { get: { operationId: "a", tags: ["A"], responses } } },
      });
    };
    const found = await findings(given(object({ a: text, b: text })), given(object({ a: text })));
    expect(found).toEqual([
      {
        rule: "answer-property-removed",
        subject: "component responses/Bad",
        part: "404.b",
        usedBy: ["a"],
      },
    ]);
  });
});

describe("types that contain themselves", () => {
  it("are compared to their end, also where their names are others", async () => {
    const tree = (name: string, ...properties: string[]): Part => ({
      [name]: object({
        children: list(name),
        ...Object.fromEntries(properties.map((one) => [one, text])),
      }),
    });
    const old = reads(tree("Tree", "a", "b"), "Tree");
    expect(await findings(old, reads(tree("Tree", "a"), "Tree"))).toEqual([
      { rule: "answer-property-removed", subject: "model Tree", part: "b", usedBy: ["read0"] },
    ]);
    const renamed = await findings(old, reads(tree("Wood", "a"), "Wood"));
    expect(renamed.map(({ rule }) => rule).sort()).toEqual([
      "answer-property-removed",
      "model-added",
      "model-removed",
    ]);
  });

  it("are compared to their end where nothing but themselves is in them", async () => {
    const schemas = {
      Loop: { $ref: "#/components/schemas/Pool" },
      Pool: { allOf: [{ $ref: "#/components/schemas/Loop" }] },
    };
    expect(await findings(reads(schemas, "Loop"), reads(schemas, "Loop"))).toEqual([]);
  });
});

describe("a named type that is sent and received", () => {
  it("is two types, each of which is told of where the one schema is written", async () => {
    const given = (total: Part) => {
      const content = json({ $ref: "#/components/schemas/Order" });
      const responses = { "200": { description: "The order", content } };
      const order = object({ id: { ...text, readOnly: true }, total });
      return creating({ requestBody: { content }, responses }, { schemas: { Order: order } });
    };
    const { findings } = await compare(given(text), given({ type: "integer" }));
    const pointer = "#/components/schemas/Order/properties/total";
    expect(findings.map(({ rule, subject, new: now }) => [rule, subject.name, now])).toEqual([
      ["answer-type-changed", "Order", { pointer }],
      ["request-type-changed", "OrderWritable", { pointer }],
    ]);
  });
});
