import { describe, expect, it } from "vitest";
import { targetOf } from "../../codegen/config.js";
import { createFindings, type Diagnostic } from "../../codegen/diagnostics.js";
import type { OpenApiDocument } from "../../codegen/document.js";
import { generateApi } from "../../codegen/generate-api.js";
import { buildApi } from "../../codegen/model/build.js";
import type { Services } from "../../codegen/model/types.js";
import { givenDocument, givenProject } from "./support/project.js";

type Vocabulary = Readonly<Record<string, unknown>>;

const done = { "204": { description: "Done" } };
const string = { type: "string" };
const inPath = (name: string) => ({ name, in: "path", required: true, schema: string });
const inQuery = (name: string, required = false) => ({
  name,
  in: "query",
  required,
  schema: string,
});
const body = (schema: unknown, type = "application/json", required = true) => ({
  required,
  content: { [type]: { schema } },
});
const page = {
  "200": {
    description: "A page",
    content: {
      "application/json": {
        schema: {
          type: "object",
          properties: {
            items: { type: "array", items: { $ref: "#/components/schemas/InventoryItem" } },
            total: { type: "integer" },
          },
        },
      },
    },
  },
};
const offset = { style: "offset", items: "items", total: "total" };

interface Given {
  readonly services?: Vocabulary | undefined;
  readonly resources?: Vocabulary;
  /** Operations of `POST /shops/{shop_id}/<name>`, by resource, method and the rest. */
  readonly operations: readonly (Vocabulary & {
    readonly resource: string;
    readonly method: string;
  })[];
}

const build = ({ services = {}, resources = {}, operations }: Given) => {
  const paths = operations.map(
    ({ resource, method, vocabulary, responses, parameters, ...rest }, index) => [
      `/shops/{shop_id}/${index}`,
      {
        post: {
          operationId: `operation${index}`,
          "x-clientwright": { resource, method, ...(vocabulary as object) },
          parameters: [inPath("shop_id"), ...((parameters as object[]) ?? [])],
          responses: responses ?? done,
          ...rest,
        },
      },
    ],
  );
  const document: OpenApiDocument = JSON.parse(
    givenDocument({
      "x-clientwright": { ...(services === undefined ? {} : { services }), resources },
      paths: Object.fromEntries(paths),
      components: { schemas: { InventoryItem: { type: "object" } } },
    }),
  );
  const findings = createFindings();
  const api = buildApi(document, {}, findings);
  return { services: api.services, findings: findings.list };
};

const namesOf = (services: Services | undefined): string[] =>
  (services?.list ?? []).flatMap(({ parts }) =>
    parts.flatMap(({ methods }) => methods.map(({ name }) => name)),
  );

/** `name(positional, {by name})` of each method. */
const signaturesOf = (services: Services | undefined): string[] =>
  (services?.list ?? []).flatMap(({ parts }) =>
    parts.flatMap(({ methods }) =>
      methods.map(({ name, kind, call }) => {
        const named = (kind === "all" ? call.filters : call.named)?.values ?? [];
        const input = named.map((value) => `${value.name}${value.optional ? "?" : ""}`);
        const parts = [
          ...call.positional.map((value) => value.name),
          ...call.whole.map((argument) => argument.name),
          ...(call.file === undefined ? [] : [`file ${call.file}`]),
          ...(input.length === 0 ? [] : [`{${input.join(", ")}}`]),
        ];
        return `${name}(${parts.join(", ")})`;
      }),
    ),
  );

const messagesOf = (findings: readonly Diagnostic[]) =>
  findings.map(({ severity, message }) => `${severity}: ${message}`);

describe("names of services' methods", () => {
  const named = (
    resource: string,
    method: string,
    more: Vocabulary = {},
    resources: Vocabulary = {},
  ) => namesOf(build({ operations: [{ resource, method, ...more }], resources }).services);
  const paged = { vocabulary: { pages: offset }, parameters: [inQuery("offset")], responses: page };

  it.each([
    ["shops", "list", ["getPage", "listAll", "iterAll"]],
    ["shops", "listOpen", ["getOpenPage", "listAllOpen", "iterAllOpen"]],
    ["shops.goods", "list", ["getGoodsPage", "listAllGoods", "iterAllGoods"]],
    ["shops.goods", "listSold", ["getSoldGoodsPage", "listAllSoldGoods", "iterAllSoldGoods"]],
    ["shops.goods", "search", ["getSearchGoodsPage", "listAllSearchGoods", "iterAllSearchGoods"]],
    [
      "shops.goods.price-tags",
      "list",
      ["getGoodsPriceTagsPage", "listAllGoodsPriceTags", "iterAllGoodsPriceTags"],
    ],
  ])("of a paged list, in %s called %s", (resource, method, names) => {
    expect(named(resource, method, paged)).toEqual(names);
  });

  it.each([
    ["shops", "get", "get"],
    ["shops", "list", "list"],
    ["shops.notes", "list", "listNotes"],
    ["shops.notes", "get", "getNote"],
    ["shops.notes", "createNote", "createNote"],
    ["shops.categories", "delete", "deleteCategory"],
    ["shops.notes.replies", "update", "updateNoteReply"],
    ["shops.inventory", "get", "getInventory"],
  ])("of other operations, in %s called %s", (resource, method, name) => {
    expect(named(resource, method)).toEqual([name]);
  });

  it("take the name of the list's schema where there is no regular singular", () => {
    const { services } = build({
      operations: [
        { resource: "shops.inventory", method: "list", ...paged },
        { resource: "shops.inventory", method: "get" },
      ],
    });
    expect(namesOf(services).at(-1)).toBe("getInventoryItem");
  });

  it("are what the document says: of all, of a resource and those within it, of one", () => {
    const resources = { shops: { service: { page: "read{Plural}" } } };
    const services = { page: "see{Plural}", all: "gather{Plural}", iterate: "walk{Plural}" };
    const operations = [
      { resource: "shops.goods", method: "list", ...paged },
      { resource: "shops.shelves", method: "get" },
      { resource: "carts", method: "list", ...paged },
      { resource: "carts", method: "weigh", vocabulary: { service: { method: "heft" } } },
      {
        resource: "carts",
        method: "listOld",
        ...paged,
        vocabulary: { pages: offset, service: { method: "rusty" } },
      },
    ];
    const built = build({
      services,
      resources: { ...resources, "shops.shelves": { service: { singular: "shelf" } } },
      operations,
    });
    expect(namesOf(built.services)).toEqual([
      ...["readGoods", "gatherGoods", "walkGoods", "getShelf"],
      ...["see", "gather", "walk", "heft", "seeRusty", "gatherRusty", "walkRusty"],
    ]);
    expect(built.findings).toEqual([]);
  });
});

describe("arguments of services' methods", () => {
  const signature = (more: Vocabulary, method = "send", resources: Vocabulary = {}) =>
    signaturesOf(
      build({ operations: [{ resource: "shops", method, ...more }], resources }).services,
    );
  const object = (required: string[], properties: Vocabulary) => ({
    type: "object",
    required,
    properties,
  });
  const plain = object(["first", "second"], { first: string, second: { type: "integer" } });

  it.each([
    ["a plain body", "send", plain, "send(shopId, first, second)"],
    ["a plain body of create", "create", plain, "create(shopId, body)"],
    ["a plain body of updateIt", "updateIt", plain, "updateIt(shopId, body)"],
    ["an optional member", "send", object(["a"], { a: string, b: string }), "send(shopId, body)"],
    ["a list", "send", object(["a"], { a: { type: "array" } }), "send(shopId, body)"],
    [
      "a member that may be null",
      "send",
      object(["a"], { a: { type: ["string", "null"] } }),
      "send(shopId, body)",
    ],
    ["no members", "send", { type: "object" }, "send(shopId, body)"],
  ])("for %s", (_, method, schema, expected) => {
    expect(signature({ requestBody: body(schema) }, method)).toEqual([expected]);
  });

  it("for a body that may be left out, and for files", () => {
    const optional = body(plain, "application/json", false);
    expect(signature({ requestBody: optional })).toEqual(["send(shopId, body)"]);
    const file = { type: "string", format: "binary" };
    const upload = (schema: unknown) =>
      signature({ requestBody: body(schema, "multipart/form-data") });
    expect(upload(object(["scan"], { scan: file }))).toEqual(["send(shopId, file scan)"]);
    expect(upload(object([], { scan: file }))).toEqual(["send(shopId, body)"]);
    expect(upload(object(["scan", "name"], { scan: file, name: string }))).toEqual([
      "send(shopId, body)",
    ]);
  });

  it("for parameters: required ones are arguments, others are given by name", () => {
    const parameters = [inQuery("user_id", true), inQuery("top_count"), inQuery("new", true)];
    expect(signature({ parameters })).toEqual(["send(shopId, userId, newValue, {topCount?})"]);
    const named = { vocabulary: { service: { arguments: "named" } }, parameters };
    expect(signature(named)).toEqual(["send({shopId, userId, topCount?, new})"]);
  });

  it("in one object where the resource says so, unless the operation says otherwise", () => {
    const resources = { shops: { service: { arguments: "named" } } };
    expect(signature({ requestBody: body(plain) }, "send", resources)).toEqual([
      "send({shopId, first, second})",
    ]);
    const vocabulary = { service: { arguments: "positional", body: "whole" } };
    expect(signature({ requestBody: body(plain), vocabulary }, "send", resources)).toEqual([
      "send(shopId, body)",
    ]);
  });

  it("by name, with fallbacks and aliases, where the operation says so", () => {
    const service = { body: "named", fallback: { second: "shop_id" }, aliases: { other: "third" } };
    const schema = object(["first", "second"], { first: string, second: string, third: string });
    expect(signature({ requestBody: body(schema), vocabulary: { service } })).toEqual([
      "send(shopId, {first, second?, third?, other?})",
    ]);
  });
});

describe("what is no service", () => {
  it("is a resource or an operation that says so", () => {
    const { services } = build({
      resources: { secrets: { service: false }, "shops.plans": { service: false } },
      operations: [
        { resource: "secrets", method: "get" },
        { resource: "shops.plans", method: "get" },
        { resource: "shops", method: "get" },
        { resource: "shops", method: "hide", vocabulary: { service: false } },
      ],
    });
    expect(namesOf(services)).toEqual(["get"]);
  });

  it("is everything where nobody asks; then `service` is pointless", () => {
    const operations = [{ resource: "shops", method: "get", vocabulary: { service: false } }];
    const document: OpenApiDocument = JSON.parse(
      givenDocument({
        paths: {
          "/": {
            get: { operationId: "get", "x-clientwright": { service: false }, responses: done },
          },
        },
      }),
    );
    const findings = createFindings();
    expect(buildApi(document, {}, findings).services).toBeUndefined();
    expect(messagesOf(findings.list)).toEqual([
      "warning: `service` means nothing here: no services are asked for.",
    ]);
    expect(build({ operations }).findings).toEqual([]);
  });
});

describe("findings about services", () => {
  it("tell of two methods of one name, and of names that are taken", () => {
    const { findings } = build({
      operations: [
        { resource: "shops", method: "getNote" },
        { resource: "shops.notes", method: "get" },
        { resource: "shops", method: "scope" },
      ],
    });
    expect(messagesOf(findings)).toEqual([
      'error: In the service "shops" operation0 would be the method "getNote", which is the one of operation1.',
      'error: In the service "shops" operation2 would be the method "scope", which has a meaning of its own.',
    ]);
  });

  it("tell of path values that no service has", () => {
    const { findings } = build({
      services: { held: ["shop_di"] },
      resources: { shops: { scope: ["shop_id"] } },
      operations: [{ resource: "shops", method: "get" }],
    });
    expect(findings).toMatchObject([
      {
        rule: "services",
        pointer: "#/x-clientwright/services/held/0",
        message: 'No service has "shop_di" in its scope.',
        advice: 'Did you mean "shop_id"?',
      },
    ]);
  });

  it.each([
    ["send", { send: { tpo: 5 } }, '"tpo" is no optional value that is given by name.'],
    ["fallback", { fallback: { first: "shp_id" } }, '"shp_id" is no argument of the method.'],
    [
      "aliases",
      { aliases: { more: "tpo" } },
      '"more" cannot be another name for "tpo", which is no optional value that is given by name.',
    ],
  ])("tell of what %s cannot mean", (key, service, message) => {
    const { findings } = build({
      operations: [
        {
          resource: "shops",
          method: "send",
          vocabulary: { service },
          parameters: [inQuery("top")],
          requestBody: body({ type: "object", required: ["first"], properties: { first: string } }),
        },
      ],
    });
    expect(findings).toMatchObject([
      {
        severity: "error",
        rule: "services",
        pointer: `#/paths/~1shops~1{shop_id}~10/post/x-clientwright/service/${key}`,
        message,
      },
    ]);
  });

  it("tell of keys that nobody knows", async () => {
    const project = givenProject({
      "openapi.json": givenDocument({
        "x-clientwright": { services: { pages: "get{Plural}", all: "{plural}" } },
        tags: [{ name: "Orders", "x-clientwright": { service: { plural: "orders" } } }],
      }),
    });
    const target = targetOf(project.folder, { spec: "openapi.json", output: "client" });
    const { status, diagnostics } = await generateApi(target, { cache: false });
    expect(status).toBe("failed");
    expect(diagnostics.map(({ message, advice }) => `${message} ${advice ?? ""}`)).toEqual(
      expect.arrayContaining([
        '"pages" is not known here. Did you mean "page"?',
        expect.stringContaining("must match pattern"),
        expect.stringContaining('"plural" is not known here.'),
      ]),
    );
  });
});

describe("files of services", () => {
  it("are gone when nobody asks for services any more", async () => {
    const project = givenProject({ "openapi.json": givenDocument() });
    const generate = (services?: object) =>
      generateApi(
        targetOf(project.folder, {
          spec: "openapi.json",
          output: "client",
          ...(services !== undefined && { services }),
        }),
        { cache: false },
      );
    await generate({});
    expect(Object.keys(project.files("client"))).toContain("services/orders.ts");
    await generate();
    expect(
      Object.keys(project.files("client")).filter((name) => name.includes("services")),
    ).toEqual([]);
  });
});
