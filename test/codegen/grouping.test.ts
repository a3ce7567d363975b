import { describe, expect, it } from "vitest";
import { createFindings, type Diagnostic } from "../../codegen/diagnostics.js";
import type { OpenApiDocument } from "../../codegen/document.js";
import { buildApi } from "../../codegen/model/build.js";
import type { Resource } from "../../codegen/model/types.js";
import { givenDocument } from "./support/project.js";

/** An operation: request line, operationId, tag. */
type Line = readonly [line: string, id: string, tag?: string];

const build = (
  title: string,
  lines: readonly Line[],
  key?: string,
): { resources: readonly Resource[]; findings: readonly Diagnostic[] } => {
  const paths: Record<string, Record<string, object>> = {};
  for (const [line, operationId, tag] of lines) {
    const [verb = "", path = ""] = line.split(" ");
    const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => {
      return { name, in: "path", required: true, schema: { type: "string" } };
    });
    const tags = tag === undefined ? {} : { tags: [tag] };
    const operation = { operationId, parameters, responses: { 204: { description: "Done" } } };
    paths[path] = { ...paths[path], [verb.toLowerCase()]: { ...operation, ...tags } };
  }
  const info = { title, version: "1" };
  const document: OpenApiDocument = JSON.parse(givenDocument({ info, paths, tags: [] }));
  const findings = createFindings();
  const { resources } = buildApi(document, key === undefined ? {} : { key }, findings);
  return { resources, findings: findings.list };
};

const methodsOf = (resources: readonly Resource[], before = ""): Record<string, string> =>
  Object.fromEntries(
    resources.flatMap(({ property, operations, children }) => [
      ...(operations.length === 0
        ? []
        : [[before + property, operations.map(({ method }) => method).join(" ")]]),
      ...Object.entries(methodsOf(children, `${before}${property}.`)),
    ]),
  );

const clients = (title: string, lines: readonly Line[]): Record<string, string> =>
  methodsOf(build(title, lines).resources);

describe("resources that nobody chose", () => {
  it("leave out what all tags begin with", () => {
    expect(
      clients("Calls", [
        ["GET /2010/calls", "ListRoom", "Api2010Room"],
        ["POST /2010/messages", "CreateMessage", "Api2010Message"],
        ["GET /2010/queues", "ListQueue", "Api2010Queue"],
      ]),
    ).toEqual({ room: "list", message: "create", queue: "list" });
  });

  it("keep tags that two have in common by chance", () => {
    expect(
      clients("Calls", [
        ["GET /calls", "listCalls", "Phone calls"],
        ["GET /lines", "listLines", "Phone lines"],
      ]),
    ).toEqual({ phoneCalls: "listCalls", phoneLines: "listLines" });
  });

  const many = (tag: string): Line[] =>
    ["files", "models", "images", "edits"].flatMap((name): Line[] => [
      [`GET /${name}`, `list_${name}`, tag],
      [`POST /${name}`, `create_${name}`, tag],
      [`GET /${name}/{id}`, `retrieve_${name}`, tag],
    ]);

  it("come from paths where the only tag is the API's name", () => {
    const methods = "list create retrieve";
    expect(clients("OpenMind API", many("OpenMind"))).toEqual({
      files: methods,
      models: methods,
      images: methods,
      edits: methods,
    });
    expect(Object.keys(clients("Something else", many("OpenMind")))).toContain("openMind.files");
  });

  it("come from what operations are about where paths and tags say nothing", () => {
    const ids = [
      ...["CreateTable", "DescribeTable", "ListTables", "DescribeTableReplicas", "GetItem"],
      ...["PutItem", "BatchGetItem", "CreateBackup", "DeleteBackup", "ListBackups", "Query"],
    ];
    const lines = ids.map((id): Line => [`POST /#Target=Shop_2012.${id}`, id]);
    expect(clients("Shop", lines)).toEqual({
      table: "create describe list describeReplicas",
      item: "get put batchGet",
      backup: "create delete list",
      root: "query",
    });
  });
});

describe("a large resource", () => {
  const name = (count: number): Line[] =>
    [..."abcdefghijkl"].slice(0, count).map((letter): Line => {
      return [`POST /talks.do${letter}`, `talks_do${letter}`, "talks"];
    });

  it("gives no single operation a resource of its own", () => {
    expect(Object.keys(clients("Shop", name(12)))).toEqual(["talks"]);
  });

  it("is split without repeating its name", () => {
    const pair: Line[] = [
      ["GET /talks.topics", "talks_topics_get", "talks"],
      ["POST /talks.topics", "talks_topics_set", "talks"],
    ];
    const found = clients("Shop", [...name(11), ...pair]);
    expect(Object.keys(found)).toEqual(["talks", "talks.topics"]);
  });

  it("is a finding for who has a configuration", () => {
    expect(build("Shop", name(12)).findings).toEqual([]);
    expect(build("Shop", name(12), "shop").findings).toEqual([
      expect.objectContaining({ rule: "resource-size" }),
    ]);
  });
});
