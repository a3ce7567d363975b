import { describe, expect, it } from "vitest";
import { createFindings } from "../../codegen/diagnostics.js";
import type { OpenApiDocument } from "../../codegen/document.js";
import { buildApi } from "../../codegen/model/build.js";
import type { Resource } from "../../codegen/model/types.js";

/** Request lines with their operationIds, where they have any. */
type Lines = Readonly<Record<string, string | undefined>>;

const documentOf = (lines: Lines, title = "Shop"): OpenApiDocument => {
  const paths: Record<string, Record<string, object>> = {};
  for (const [line, operationId] of Object.entries(lines)) {
    const [verb = "", path = ""] = line.split(" ");
    const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => {
      return { name, in: "path", required: true, schema: { type: "string" } };
    });
    const operation = { parameters, responses: { 204: { description: "Done" } } };
    paths[path] = {
      ...paths[path],
      [verb.toLowerCase()]: { ...operation, ...(operationId !== undefined && { operationId }) },
    };
  }
  const document = { openapi: "3.1.0", info: { title, version: "1" }, paths };
  return document as unknown as OpenApiDocument;
};

const flatten = (resources: readonly Resource[]): Resource[] =>
  resources.flatMap((one) => [one, ...flatten(one.children)]);

/** Methods and values by request line. */
const namesOf = (
  lines: Lines,
  title?: string,
): Record<string, readonly [method: string, value: string]> => {
  const { resources } = buildApi(documentOf(lines, title), {}, createFindings());
  return Object.fromEntries(
    flatten(resources)
      .flatMap(({ operations }) => operations)
      .map(({ verb, path, method, constant }) => [`${verb} ${path}`, [method, constant]]),
  );
};

const methodsOf = (lines: Lines, title?: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(namesOf(lines, title)).map(([line, [method]]) => [line, method]),
  );

const conventional = {
  "GET /v1/charges": "list",
  "POST /v1/charges": "create",
  "GET /v1/charges/{charge}": "get",
  "PATCH /v1/charges/{charge}": "update",
  "DELETE /v1/charges/{charge}": "delete",
  "POST /v1/charges/{charge}/capture": "capture",
  "GET /v1/charges/{charge}/dispute": "getDispute",
  "GET /v1/charges/{charge}/refunds": "listRefunds",
  "POST /v1/charges/{charge}/refunds": "createRefund",
  "GET /v1/charges/{charge}/refunds/{refund}": "getRefund",
  "DELETE /v1/notes": "deleteAll",
  "GET /v1/notes/search": "search",
  "PATCH /v1/notes/{note}": "update",
  "PUT /v1/notes/{note}": "replace",
  "POST /v1/notes/{note}/verify_deposits": "verifyDeposits",
};

describe("methods by convention", () => {
  it("names operations without ids by what they do", () => {
    const lines = Object.fromEntries(Object.keys(conventional).map((line) => [line, undefined]));
    expect(methodsOf(lines)).toEqual(conventional);
  });

  it("does the same for ids that only repeat the request line", () => {
    const ids = Object.keys(conventional).map((line) => {
      const [verb = "", ...words] = line.split(/\W+|_/).filter((word) => word !== "");
      const rest = words.filter((word) => word !== "v1");
      return [line, verb.toLowerCase() + rest.map((word) => `_${word}`).join("")];
    });
    expect(methodsOf(Object.fromEntries(ids))).toEqual(conventional);
  });

  it("takes PUT for an update where there is no PATCH, and POST on one thing as well", () => {
    expect(methodsOf({ "PUT /notes/{id}": undefined, "POST /pages/{id}": undefined })).toEqual({
      "PUT /notes/{id}": "update",
      "POST /pages/{id}": "update",
    });
  });

  it("knows a collection without a plural by the single things in it", () => {
    const lines = {
      "GET /staff": undefined,
      "GET /staff/{id}": undefined,
      "GET /weather": undefined,
    };
    expect(methodsOf(lines)).toEqual({
      "GET /staff": "list",
      "GET /staff/{id}": "get",
      "GET /weather": "get",
    });
  });

  it("lists what is JSON: files and streams are got", () => {
    const document = documentOf({ "GET /images": undefined });
    const { get } = document.paths?.["/images"] ?? {};
    Object.assign(get?.responses ?? {}, { 200: { description: "", content: { "image/png": {} } } });
    const { resources } = buildApi(document, {}, createFindings());
    expect(resources[0]?.operations[0]?.method).toBe("get");
  });

  it("gives nobody a name that two would share", () => {
    const names = namesOf({ "GET /a/notes": undefined, "GET /b/notes/{x}/notes": undefined });
    expect(new Set(Object.values(names).map(([method]) => method)).size).toBe(2);
  });
});

describe("operationIds of frameworks", () => {
  it("takes the name before the request line, for the method and for the value", () => {
    const names = namesOf({
      "GET /api/v1/tokens/": "list_tokens_api_v1_tokens__get",
      "GET /api/v1/tokens/{token_id}": "read_token_api_v1_tokens__token_id__get",
      "POST /api/v1/tokens/": "create_token_api_v1_tokens__post",
    });
    expect(names).toEqual({
      "GET /api/v1/tokens/": ["list", "listTokens"],
      "GET /api/v1/tokens/{token_id}": ["read", "readToken"],
      "POST /api/v1/tokens/": ["create", "createToken"],
    });
  });

  it("keeps ids that people chose", () => {
    const names = namesOf({ "GET /tokens": "getTokensByAge", "POST /tokens/get": "tokensGet" });
    expect(names["GET /tokens"]).toEqual(["getByAge", "getTokensByAge"]);
    expect(names["POST /tokens/get"]).toEqual(["get", "tokensGet"]);
  });

  it("leaves out the name of the API where every id begins with it", () => {
    const lines = {
      "GET /about": "drive.about.get",
      "GET /files": "drive.files.list",
      "POST /files/{id}/copy": "drive.files.copy",
    };
    expect(namesOf(lines, "Google Drive API")).toEqual({
      "GET /about": ["get", "driveAboutGet"],
      "GET /files": ["list", "driveFilesList"],
      "POST /files/{id}/copy": ["copy", "driveFilesCopy"],
    });
    expect(methodsOf(lines)["GET /files"]).toBe("driveList");
  });

  it("keeps what every operation does, whatever the API is called", () => {
    const lines = { "GET /a": "listBigA", "GET /b": "listBigB", "GET /c": "listBigC" };
    expect(methodsOf(lines, "List API")["GET /a"]).toBe("listBig");
  });

  it("leaves no article behind where the resource was", () => {
    const lines = {
      "GET /pages/{id}": "retrieveAPage",
      "GET /pages/{id}/tracks": "getAnPagesTracks",
      "POST /pages/search": "searchForAWord",
    };
    expect(Object.values(methodsOf(lines))).toEqual(["retrieve", "getTracks", "searchForAWord"]);
  });

  it("knows a path again that is spelled with `id` for each parameter", () => {
    const lines = {
      "GET /files/{file_id}": "get_files_id",
      "GET /files/{file_id}/comments": "get_files_id_comments",
      "GET /files/{file_id}/thumbnail.{extension}": "get_files_id_thumbnail_id",
    };
    expect(Object.values(methodsOf(lines))).toEqual(["get", "listComments", "getThumbnail"]);
  });
});
