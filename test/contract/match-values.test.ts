import type { Operation } from "clientwright/runtime";
import { describe, expect, it } from "vitest";
import { matchValues } from "../../codegen/contract/match-values.js";
import { listOperations } from "../../codegen/contract/openapi.js";
import { asTaken } from "../../codegen/contract/request.js";

const value = (id: string, path: string): Operation => ({
  id,
  method: "POST",
  path,
  security: [],
  idempotent: false,
});

const matched = (paths: object, values: readonly Operation[]): (string | undefined)[] => {
  const operations = listOperations({ paths });
  const found = matchValues(operations, values);
  return operations.map((operation) => found.get(operation)?.id);
};

describe("the value of an operation", () => {
  it("is found by id where fragments tell operations of one path apart", () => {
    const paths = { "/#a": { post: { operationId: "a" } }, "/#b": { post: { operationId: "b" } } };
    expect(matched(paths, [value("b", "/"), value("a", "/")])).toEqual(["a", "b"]);
  });

  it("is found by verb and path where the document has no id, or one that was renamed", () => {
    const paths = { "/x": { post: {} }, "/y": { post: { operationId: "y" } } };
    expect(matched(paths, [value("postX", "/x"), value("y2", "/y")])).toEqual(["postX", "y2"]);
  });

  it("belongs to one operation alone", () => {
    const paths = { "/#a": { post: { operationId: "a" } }, "/#b": { post: {} } };
    expect(matched(paths, [value("a", "/")])).toEqual(["a", undefined]);
  });

  it("is found for verbs that a path item names itself", () => {
    const paths = { "/x": { additionalOperations: { COPY: { operationId: "copy" } } } };
    expect(listOperations({ paths })).toMatchObject([
      { method: "COPY", pointer: "/paths/~1x/additionalOperations/COPY" },
    ]);
  });
});

describe("a query string as a whole", () => {
  it("is the query where it is a form, and itself where it has another format", () => {
    const built = { querystring: { a: 1 } };
    expect(asTaken({}, built)).toEqual({ query: { a: 1 } });
    expect(asTaken({ parameters: { query: { "": { content: "json" } } } }, built)).toEqual(built);
  });
});
