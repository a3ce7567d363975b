/** Who decides what an operation's pages are, and what becomes of descriptions that do not fit. */
import { describe, expect, it } from "vitest";
import { createFindings } from "../../codegen/diagnostics.js";
import type { OpenApiDocument } from "../../codegen/document.js";
import { buildApi } from "../../codegen/model/build.js";
import type { Additions } from "../../codegen/model/context.js";
import { fromJsonPath, fromPointer } from "../../codegen/model/paging-hints/paths.js";
import { checkVocabulary } from "../../codegen/vocabulary.js";
import { givenDocument } from "./support/project.js";

const list = {
  type: "object",
  properties: {
    items: { type: "array", items: { type: "string" } },
    next: { type: "string" },
    total: { type: "integer" },
    nextLink: { type: "string" },
  },
};
const names = ["offset", "limit", "page", "after", "cursor"];

/** The pages of one GET operation, and what was said about it. */
const pagesOf = (
  said: object,
  { schema = list, additions = {} as Additions, document = {}, verb = "get" } = {},
) => {
  const operation = {
    operationId: "listThings",
    parameters: names.map((name) => ({ name, in: "query", schema: { type: "string" } })),
    responses: { "200": { description: "Ok", content: { "application/json": { schema } } } },
    ...said,
  };
  const source = givenDocument({ paths: { "/things": { [verb]: operation } }, ...document });
  const findings = createFindings();
  const api = buildApi(JSON.parse(source) as OpenApiDocument, additions, findings);
  const pages = api.resources[0]?.operations[0]?.list?.pages;
  return {
    pages,
    findings: findings.list.map(({ severity, message, pointer }) => [severity, message, pointer]),
  };
};

const speakeasy = {
  "x-speakeasy-pagination": {
    type: "cursor",
    inputs: [{ name: "after", in: "parameters", type: "cursor" }],
    outputs: { nextCursor: "$.next" },
  },
};
const microsoft = { "x-ms-pageable": { nextLinkName: "nextLink", itemName: "items" } };
const scheme: Additions = { pagination: { skipped: { style: "offset", total: "total" } } };

describe("pages are those of", () => {
  it("the vocabulary, ahead of schemes and hints", () => {
    const own = { "x-clientwright": { pages: { style: "page" } } };
    const { pages, findings } = pagesOf({ ...own, ...speakeasy }, { additions: scheme });
    expect([pages?.style, findings]).toEqual(["page", []]);
  });

  it("a scheme that fits, ahead of hints; the first one that does", () => {
    const additions: Additions = {
      pagination: { unfit: { style: "cursor", next: "absent" }, ...scheme.pagination },
    };
    const { pages, findings } = pagesOf(speakeasy, { additions });
    expect([pages, findings]).toEqual([
      { style: "offset", offset: "offset", items: "items", limit: "limit", total: "total" },
      [],
    ]);
  });

  it("no scheme that names what the answer does not document", () => {
    const properties = { ...list.properties, meta: { type: "object" } };
    const additions: Additions = { pagination: { a: { style: "cursor", next: "meta.cursor" } } };
    expect(pagesOf({}, { additions, schema: { ...list, properties } }).pages).toBeUndefined();
  });

  it("the configuration's schemes, ahead of the document's of the same name", () => {
    const document = { "x-clientwright": { pagination: { skipped: { style: "page" } } } };
    expect(pagesOf({}, { document }).pages?.style).toBe("page");
    expect(pagesOf({}, { document, additions: scheme }).pages?.style).toBe("offset");
  });

  it("the first hint, without a word about the others", () => {
    const { pages, findings } = pagesOf({ ...microsoft, ...speakeasy });
    expect([pages?.style, findings]).toEqual(["cursor", []]);
  });

  it("nobody, where hints are not wanted", () => {
    expect(pagesOf(microsoft, { additions: { pageHints: false } }).pages).toBeUndefined();
    const document = { "x-clientwright": { pageHints: false } };
    expect(pagesOf(microsoft, { document }).pages).toBeUndefined();
    expect(pagesOf(microsoft, { document, additions: { pageHints: true } }).pages).toBeDefined();
  });

  it("usual names, where that is asked for and nothing is open", () => {
    const infer: Additions = { pageHints: "infer" };
    const open = { type: "object" } as never;
    const { nextLink: _, ...properties } = list.properties;
    const counted = { ...list, properties } as never;
    expect(pagesOf({}).pages).toBeUndefined();
    expect(pagesOf({}, { additions: infer, schema: counted }).pages).toMatchObject({
      style: "offset",
      total: "total",
    });
    expect(pagesOf({}, { additions: infer, schema: open }).pages).toBeUndefined();
    expect(pagesOf({}, { additions: infer, verb: "delete" }).pages).toBeUndefined();
    expect(pagesOf({ parameters: [] }, { additions: infer }).pages?.style).toBe("nextUrl");
  });
});

describe("a description that does not fit", () => {
  const at = "#/paths/~1things/get";

  it.each([
    [
      { "x-speakeasy-pagination": { type: "other" } },
      'The type "other" with these inputs is not known. The hint is left aside.',
      `${at}/x-speakeasy-pagination`,
    ],
    [
      { "x-speakeasy-pagination": "cursor" },
      '"x-speakeasy-pagination" must be an object. The hint is left aside.',
      `${at}/x-speakeasy-pagination`,
    ],
    [
      { "x-fern-pagination": true },
      "The document does not say what `true` stands for. The hint is left aside.",
      `${at}/x-fern-pagination`,
    ],
    [
      { "x-fern-pagination": { cursor: "$request.aftr", next_cursor: "$response.next" } },
      'The operation has no query parameter "aftr". The hint is left aside.',
      `${at}/x-fern-pagination`,
    ],
    [
      { "x-fern-pagination": { offset: "$request.page", results: "items" } },
      '"results" must be a place as in $response.name. The hint is left aside.',
      `${at}/x-fern-pagination`,
    ],
    [
      { "x-ms-pageable": { nextLinkName: "nxtLink" } },
      'The answer has no property "nxtLink". The hint is left aside.',
      `${at}/x-ms-pageable`,
    ],
    [
      { ...microsoft, responses: { "204": { description: "Done" } } },
      "The success is not one JSON answer. The hint is left aside.",
      `${at}/x-ms-pageable`,
    ],
  ])("is a warning as a hint: %j", (said, message, pointer) => {
    const { pages, findings } = pagesOf(said);
    expect(pages).toBeUndefined();
    expect(findings).toContainEqual(["warning", message, pointer]);
    expect(findings.every(([severity]) => severity === "warning")).toBe(true);
  });

  it("is an error where a scheme is asked for by name", () => {
    const named = { "x-clientwright": { pages: "skiped" } };
    expect(pagesOf(named, { additions: scheme }).findings).toEqual([
      ["error", 'There is no scheme "skiped" in `pagination`.', `${at}/x-clientwright/pages`],
    ]);
    const additions: Additions = { pagination: { bad: { style: "cursor", next: "absent" } } };
    const { findings } = pagesOf({ "x-clientwright": { pages: "bad" } }, { additions });
    expect(findings).toEqual([
      ["error", 'The answer has no property "absent".', `${at}/x-clientwright/pages/next`],
    ]);
  });

  it("is an error in the vocabulary, also in the body", () => {
    const inBody = { style: "cursor", in: "body", cursor: "crsor", next: "next" };
    const { findings } = pagesOf({ "x-clientwright": { pages: inBody } });
    expect(findings).toEqual([
      [
        "error",
        'The operation has no JSON body with a member "crsor".',
        `${at}/x-clientwright/pages/cursor`,
      ],
    ]);
  });

  it("is nothing for verbs that cannot follow a URL", () => {
    expect(pagesOf(microsoft, { verb: "post" }).findings[0]?.[1]).toMatch(/GET operations only/);
    expect(pagesOf({ "x-ms-pageable": { nextLinkName: null } }).findings).toEqual([]);
  });
});

describe("a link", () => {
  const linked = (link: object) =>
    pagesOf({
      responses: {
        "200": {
          description: "Ok",
          content: { "application/json": { schema: list } },
          links: { next: link },
        },
      },
    });

  it("that leads back with one value of the body is a cursor", () => {
    const parameters = { after: "$response.body#/next" };
    expect(linked({ operationId: "listThings", parameters }).pages).toMatchObject({
      style: "cursor",
      cursor: "after",
      next: "next",
    });
  });

  it.each([
    { operationId: "other", parameters: { after: "$response.body#/next" } },
    { operationId: "listThings", parameters: { after: "$response.header.X-Next" } },
    { operationId: "listThings", parameters: { id: "$response.body#/next" } },
    {
      operationId: "listThings",
      parameters: { after: "$response.body#/next", page: "$response.body#/total" },
    },
  ])("of any other kind says nothing of pages: %j", (link) => {
    expect(linked(link)).toEqual({ pages: undefined, findings: [] });
  });
});

describe("paths of others", () => {
  it.each([
    ["$", ""],
    ["$.data.items", "data.items"],
    ["$['data'][\"items\"]", "data.items"],
    ["$.items[-1].id", "items.-1.id"],
    ["$.items[-1:].id", "items.-1.id"],
    ["$.items[(@.length-1)].id", "items.-1.id"],
    ["$['@odata.nextLink']", "@odata.nextLink"],
    ["$.a-b.$c", "a-b.$c"],
    ["$..items", undefined],
    ["$.items[*]", undefined],
    ["$.items[?(@.a)]", undefined],
    ["items", undefined],
    [5, undefined],
  ])("%s is %s", (path, dotted) => expect(fromJsonPath(path)).toBe(dotted));

  it("are pointers too", () => expect(fromPointer("/a~1b/c~0d/e")).toBe("a/b.c~d.e"));
});

describe("the vocabulary of schemes", () => {
  it.each([
    [{ pagination: { a: { style: "page" } }, pageHints: "infer" }, []],
    [{ pagination: { a: { style: "pge" } } }, ["#/pagination/a/style"]],
    [{ pageHints: "guess" }, ["#/pageHints"]],
  ])("checks %j", async (value, pointers) => {
    const found = await checkVocabulary("document", value, []);
    expect(found.map(({ at }) => `#/${(at as string[]).join("/")}`)).toEqual(pointers);
  });
});
