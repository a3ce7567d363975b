import { describe, expect, it } from "vitest";
import { createFindings, type Diagnostic } from "../../codegen/diagnostics.js";
import type { OpenApiDocument } from "../../codegen/document.js";
import { buildApi } from "../../codegen/model/build.js";
import type { Additions } from "../../codegen/model/context.js";
import type { Api } from "../../codegen/model/types.js";
import { prepare } from "../../codegen/prepare/prepare.js";
import { givenDocument } from "./support/project.js";

const build = (
  parts: Readonly<Record<string, unknown>>,
  additions: Additions = {},
): { api: Api; findings: readonly Diagnostic[] } => {
  const document: OpenApiDocument = JSON.parse(givenDocument(parts));
  const findings = createFindings();
  const api = buildApi(prepare(document), additions, findings);
  return { api, findings: findings.list };
};

const done = { "204": { description: "Done" } };
const query = (name: string) => ({ name, in: "query", schema: { type: "integer" } });
const answer = (schema: unknown) => ({
  "200": { description: "Ok", content: { "application/json": { schema } } },
});
const tokenList = {
  type: "object",
  properties: {
    tokens: { type: "array", items: { type: "string" } },
    more: { type: "array", items: { type: "string" } },
    total: { type: "integer" },
    next: { type: "string" },
    hasMore: { type: "boolean" },
  },
};

describe("a redirect that shall be the answer", () => {
  const redirected = (responses: unknown) =>
    build({
      paths: {
        "/there": {
          get: { operationId: findIt, "x-clientwright": { redirect: "answer" }, responses },
        },
      },
    }).findings;
  const findIt = "findIt";

  it("must be documented", () => {
    expect(redirected({ "302": { description: "There" } })).toEqual([]);
    expect(redirected({ "3XX": { description: "There" } })).toEqual([]);
    expect(redirected({ "404": { description: "Nowhere" } })).toEqual([
      expect.objectContaining({
        severity: "error",
        message: "The operation documents no redirect that could be its answer.",
      }),
    ]);
  });

  it("cannot be one of several", () => {
    expect(redirected({ ...done, "302": { description: "There" } })).toEqual([
      expect.objectContaining({ message: "A redirect cannot be the answer beside 204." }),
    ]);
  });
});

describe("security that differs in its scopes alone", () => {
  it("is one alternative, with each scope said once for the schemes that share it", () => {
    const oauth = { type: "oauth2", flows: {} };
    const both = (scope: string) => ({ a: [scope], b: [scope] });
    const { api } = build({
      components: { securitySchemes: { a: oauth, b: oauth } },
      security: [both("read"), both("write")],
    });
    const [one] = api.resources.flatMap(({ operations }) => operations);
    expect(one?.security).toEqual([["a", "b"]]);
    expect(one?.notes).toContain(
      "Needs the scopes `read` of `a` and `b`, or `write` of `a` and `b`.",
    );
  });
});

describe("a request body that can hold nothing", () => {
  const argumentsOf = (schema: unknown, required = false) => {
    const requestBody = { required, content: { "application/json": { schema } } };
    const remove = { operationId: "removeIt", requestBody, responses: done };
    const { api, findings } = build({ paths: { "/it": { delete: remove, get: remove } } });
    const [one] = api.resources.flatMap(({ operations }) => operations);
    return { groups: one?.arguments.map(({ group }) => group), said: findings.length };
  };

  it.each([
    { type: "object", properties: {} },
    { type: "object", properties: {}, additionalProperties: false },
    { type: "object", additionalProperties: false },
  ])("is no argument, and no finding on GET: %j", (schema) => {
    const { groups, said } = argumentsOf(schema);
    expect(groups).toEqual([]);
    // The operationId is used twice.
    expect(said).toBe(1);
  });

  it("is one where it may hold something, or must be sent", () => {
    expect(argumentsOf({ type: "object" }).groups).toEqual(["body"]);
    expect(argumentsOf({ type: "object", properties: { a: {} } }).groups).toEqual(["body"]);
    expect(argumentsOf({ type: "object", properties: {} }, true).groups).toEqual(["body"]);
    const any = { type: "object", properties: {}, additionalProperties: true };
    expect(argumentsOf(any).groups).toEqual(["body"]);
  });
});

describe("pages that the document does not bear out", () => {
  const paged = (pages: unknown, responses: unknown = answer(tokenList)) =>
    build({
      paths: {
        "/tokens": {
          get: {
            operationId: "listTokens",
            parameters: [query("offset"), query("limit"), query("cursor")],
            "x-clientwright": { pages },
            responses,
          },
        },
      },
    });

  const at = "#/paths/~1tokens/get/x-clientwright/pages";
  it.each([
    [{ style: "offset", items: "total" }, "items", '"total" is not a list.'],
    [{ style: "offset", items: "tokn" }, "items", 'The answer has no property "tokn".'],
    [
      { style: "offset" },
      "items",
      "The answer has several lists (tokens, more): say in `items` where the items are.",
    ],
    [
      { style: "offset", items: "tokens", offset: "skip" },
      "offset",
      'The operation has no query parameter "skip".',
    ],
    [
      { style: "page", items: "tokens" },
      "page",
      '"page" is missing, and the operation has no query parameter "page".',
    ],
    [
      { style: "offset", items: "tokens", limit: "size" },
      "limit",
      'The operation has no query parameter "size".',
    ],
    [
      { style: "offset", items: "tokens", total: "hasMore" },
      "total",
      '"hasMore" must be of type integer or number, but it is boolean.',
    ],
    [
      { style: "offset", items: "tokens", hasMore: "next" },
      "hasMore",
      '"next" must be of type boolean, but it is string.',
    ],
    [
      { style: "cursor", items: "tokens" },
      "next",
      '"next" is missing: say where the answer has the next cursor.',
    ],
    [
      { style: "nextUrl", items: "tokens", next: "total" },
      "next",
      '"total" must be of type string, but it is integer.',
    ],
    [
      { style: "link", items: "tokens", cursor: "cursor" },
      "cursor",
      '"cursor" means nothing in the style "link".',
    ],
  ])("reports %j", (pages, key, message) => {
    expect(paged(pages).findings).toEqual([
      expect.objectContaining({
        severity: "error",
        rule: "pages",
        pointer: `${at}/${key}`,
        message,
      }),
    ]);
  });

  it("suggests the property that was meant", () => {
    const [finding] = paged({ style: "offset", items: "tokn" }).findings;
    expect(finding?.advice).toBe('Did you mean "tokens"?');
  });

  it("needs one JSON answer", () => {
    const [finding] = paged({ style: "link" }, done).findings;
    expect(finding?.message).toBe("A paged operation needs one JSON answer as its success.");
  });

  it("lets the configuration take pages back", () => {
    const { api, findings } = build(
      {
        paths: {
          "/tokens": {
            get: {
              operationId: "a",
              "x-clientwright": { pages: { style: "link" } },
              responses: done,
            },
          },
        },
      },
      { operations: { a: { pages: false } } },
    );
    expect(findings).toEqual([]);
    expect(api.resources[0]?.operations[0]?.list).toBeUndefined();
  });
});

describe("parents of error classes", () => {
  const family = (parents: Readonly<Record<string, string>>) =>
    build({
      paths: { "/tokens": { get: { operationId: "listTokens", responses: done } } },
      "x-clientwright": {
        errors: {
          base: "ShopError",
          statuses: { "401": "LoginError", "404": "NotFoundError", "409": "ConflictError" },
          kinds: { auth: "LoginError", connection: "NetworkError" },
          parents,
        },
      },
    });
  const lines = (parents: Readonly<Record<string, string>>): string[] =>
    family(parents).api.errors.classes.map(
      ({ name, parent, statuses, mayLackStatus }) =>
        `${name} extends ${parent}: ${statuses}${mayLackStatus ? " or none" : ""}`,
    );

  it("is the base where nothing else is said", () => {
    expect(lines({})).toEqual([
      "LoginError extends ShopError: 401 or none",
      "NotFoundError extends ShopError: 404",
      "ConflictError extends ShopError: 409",
      "NetworkError extends ShopError:  or none",
    ]);
  });

  it("comes before its children, and has their statuses", () => {
    expect(
      lines({
        LoginError: "CallerError",
        CallerError: "WorldError",
        NotFoundError: "ConflictError",
      }),
    ).toEqual([
      "WorldError extends ShopError: 401 or none",
      "CallerError extends WorldError: 401 or none",
      "LoginError extends CallerError: 401 or none",
      "ConflictError extends ShopError: 409,404",
      "NotFoundError extends ConflictError: 404",
      "NetworkError extends ShopError:  or none",
    ]);
  });

  it("has no status of its own when it stands for any answer", () => {
    const { api } = build({
      paths: {},
      "x-clientwright": {
        errors: {
          statuses: { "404": "NotFoundError" },
          kinds: { answer: "AnswerError" },
          parents: { NotFoundError: "AnswerError" },
        },
      },
    });
    expect(api.errors.classes).toMatchObject([
      { name: "AnswerError", statuses: [] },
      { name: "NotFoundError", statuses: ["404"], parent: "AnswerError" },
    ]);
  });

  it.each([
    [{ NotFuondError: "LoginError" }, "NotFuondError", 'No error is a "NotFuondError".'],
    [{ ShopError: "LoginError" }, "ShopError", '"ShopError" is the base and has no parent.'],
    [{ LoginError: "LoginError" }, "LoginError", '"LoginError" extends itself.'],
  ])("cannot be %j", (parents, name, message) => {
    expect(family(parents).findings).toEqual([
      expect.objectContaining({
        severity: "error",
        rule: "errors",
        pointer: `#/x-clientwright/errors/parents/${name}`,
        message,
      }),
    ]);
  });

  it("cannot go round in a circle", () => {
    const { findings, api } = family({ LoginError: "NotFoundError", NotFoundError: "LoginError" });
    expect(findings.map(({ message }) => message)).toEqual([
      '"LoginError" extends itself.',
      '"NotFoundError" extends itself.',
    ]);
    expect(api.errors.classes.map(({ parent }) => parent)).toEqual(Array(4).fill("ShopError"));
  });
});

describe("findings of the model", () => {
  const cases: [string, Record<string, unknown>, Partial<Diagnostic>][] = [
    [
      "a security scheme that is not described",
      {
        security: [{ bearr: [] }],
        components: { securitySchemes: { bearer: { type: "http", scheme: "bearer" } } },
      },
      { rule: "security-scheme", pointer: "#/security", advice: 'Did you mean "bearer"?' },
    ],
    [
      "an API key without its place",
      {
        security: [{ key: [] }],
        components: { securitySchemes: { key: { type: "apiKey", name: "X" } } },
      },
      { rule: "security-scheme", pointer: "#/components/securitySchemes/key" },
    ],
    [
      "a scope that an operation of the resource does not have",
      { "x-clientwright": { resources: { orders: { scope: ["user_id"] } } } },
      { rule: "scope", pointer: "#/paths/~1orders/get" },
    ],
  ];

  it.each(cases)("reports %s", (_, parts, expected) => {
    expect(build(parts).findings).toContainEqual(
      expect.objectContaining({ severity: "error", ...expected }),
    );
  });

  it("reports an operation that only the configuration knows", () => {
    const { findings } = build({}, { operations: { listOrder: { method: "all" } } });
    expect(findings).toEqual([
      expect.objectContaining({ rule: "config", advice: 'Did you mean "listOrders"?' }),
    ]);
  });

  it("warns of a described resource that nothing belongs to", () => {
    const { findings } = build({}, { resources: { carts: { description: "Carts." } } });
    expect(findings).toEqual([
      expect.objectContaining({ severity: "warning", rule: "vocabulary" }),
    ]);
  });

  it.each([
    ["no content", {}, [], /needs `content`/],
    ["others in the query", { "text/plain": {} }, [query("limit")], /there cannot be others/],
  ])("refuses a whole query string with %s", (_, content, others, message) => {
    const { findings } = build({
      paths: {
        "/a": {
          get: {
            operationId: "x",
            parameters: [{ name: "q", in: "querystring", content }, ...others],
            responses: done,
          },
        },
      },
    });
    expect(findings).toEqual([
      expect.objectContaining({
        severity: "error",
        rule: "querystring",
        message: expect.stringMatching(message),
      }),
    ]);
  });
});

describe("what the configuration adds", () => {
  it("wins over the document, and an operationId over a request line", () => {
    const { api } = build(
      {
        paths: {
          "/orders": {
            get: {
              operationId: "listOrders",
              "x-clientwright": { method: "list", retry: "never" },
              responses: done,
            },
          },
        },
      },
      { operations: { "GET /orders": { method: "some" }, listOrders: { method: "all" } } },
    );
    const [operation] = api.resources[0]?.operations ?? [];
    expect([operation?.method, operation?.retry]).toEqual(["all", "never"]);
  });

  it("gives security to a document that has none", () => {
    const { api } = build(
      {},
      { securitySchemes: { token: { type: "http", scheme: "Bearer" } }, security: [{ token: [] }] },
    );
    expect(api.schemes.map(({ scheme }) => scheme)).toEqual([{ type: "http", scheme: "bearer" }]);
    expect(api.resources[0]?.operations[0]?.security).toEqual([["token"]]);
    expect(api.authRequired).toBe(true);
  });
});

describe("what requests must be like", () => {
  const body = {
    type: "object",
    required: ["id", "name"],
    properties: {
      id: { type: "string", readOnly: true },
      name: { type: "string", minLength: 3, description: "Its name." },
      size: { type: "integer", nullable: true, enum: [1, 2] },
      file: { type: "string", contentMediaType: "image/png" },
      free: { description: "Anything." },
    },
  };
  const paths = {
    "/things/{id}": {
      post: {
        operationId: "makeThing",
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        requestBody: { required: true, content: { "application/json": { schema: body } } },
        responses: done,
      },
    },
  };

  it("is stated where document or configuration ask for it, and the configuration wins", () => {
    const asked = { "x-clientwright": { requestSchemas: true, enumerations: true }, paths };
    expect(build({ paths }).api.requests).toBeUndefined();
    expect(build({ paths }).api.enumerations).toBeUndefined();
    expect(build(asked).api.requests).toBeDefined();
    expect(build(asked, { requestSchemas: false }).api.requests).toBeUndefined();
    expect(build({ paths }, { requestSchemas: true }).api.requests).toBeDefined();
  });

  it("leaves out what says nothing, what only answers have, and bytes", () => {
    const { requests } = build({ paths }, { requestSchemas: true }).api;
    expect(requests?.operations).toEqual({
      makeThing: {
        body: {
          type: "object",
          required: ["name"],
          properties: {
            name: { type: "string", minLength: 3 },
            size: { enum: [1, 2, null] },
          },
        },
      },
    });
  });
});
