import { describe, expect, it } from "vitest";
import { compareRequest, type SentRequest, type Values } from "./expect/request.js";
import { asHeader, asPairs, inPath } from "./expect/styles.js";
import type { DocumentOperation } from "./read/operations.js";

const list = ["blue", "black", "brown"];
const object = { R: 100, G: 200, B: 150 };

const query = (node: object, value: unknown): string =>
  asPairs("color", { in: "query", ...node }, value, "query")
    .map((pair) => pair.join("="))
    .join("&");

describe("what is expected of a style", () => {
  // The table of OpenAPI 3.1, section 4.8.12.4.
  it.each([
    ["matrix", false, list, ";color=blue,black,brown"],
    ["matrix", true, list, ";color=blue;color=black;color=brown"],
    ["matrix", false, object, ";color=R,100,G,200,B,150"],
    ["matrix", true, object, ";R=100;G=200;B=150"],
    ["matrix", false, "blue", ";color=blue"],
    ["label", false, list, ".blue,black,brown"],
    ["label", true, list, ".blue.black.brown"],
    ["label", true, object, ".R=100.G=200.B=150"],
    ["simple", false, list, "blue,black,brown"],
    ["simple", false, object, "R,100,G,200,B,150"],
    ["simple", true, object, "R=100,G=200,B=150"],
  ])("in a path is %s (exploded: %s) of %j", (style, explode, value, expected) => {
    expect(inPath("color", { style, explode }, value)).toBe(expected);
  });

  it.each([
    [{}, list, "color=blue&color=black&color=brown"],
    [{ explode: false }, list, "color=blue,black,brown"],
    [{ explode: false }, object, "color=R,100,G,200,B,150"],
    [{}, object, "R=100&G=200&B=150"],
    [{ style: "spaceDelimited" }, list, "color=blue%20black%20brown"],
    [{ style: "spaceDelimited" }, object, "color=R%20100%20G%20200%20B%20150"],
    [{ style: "pipeDelimited" }, list, "color=blue%7Cblack%7Cbrown"],
    [{ style: "pipeDelimited", explode: true }, list, "color=blue&color=black&color=brown"],
    [{ style: "deepObject", explode: true }, object, "color[R]=100&color[G]=200&color[B]=150"],
    [{ content: { "application/json": {} } }, { a: [1] }, "color=%7B%22a%22%3A%5B1%5D%7D"],
    [{}, "a b&c=d/é", "color=a%20b%26c%3Dd%2F%C3%A9"],
    [{}, [], ""],
  ])("in a query is %j of %j", (node, value, expected) => {
    expect(query(node, value)).toBe(expected);
  });

  it("in a header is not encoded", () => {
    expect(asHeader({}, ["a b", "c"])).toBe("a b,c");
    expect(asHeader({ explode: true }, object)).toBe("R=100,G=200,B=150");
  });
});

const operation: DocumentOperation = {
  id: undefined,
  method: "POST",
  path: "/notes/{id}",
  file: "",
  server: undefined,
  documentServer: undefined,
  parameters: [
    { name: "id", location: "path", node: { required: true } },
    { name: "tags", location: "query", node: { explode: false } },
    { name: "X-Trace", location: "header", node: { required: true } },
    { name: "lang", location: "cookie", node: {} },
  ],
  content: { "application/json": {} },
};

const values: Values = {
  path: { id: "a/b" },
  query: { tags: ["x", "y"] },
  header: { "X-Trace": "t" },
  cookie: { lang: "en" },
  body: { text: "é" },
};

const right: SentRequest = {
  method: "POST",
  url: "https://api.example/v1/notes/a%2Fb?tags=x,y",
  headers: {
    "content-type": "application/json",
    "x-trace": "t",
    authorization: "Bearer s",
    cookie: "lang=en",
    accept: "*/*",
  },
  body: new TextEncoder().encode('{"text":"é"}'),
};

const judge = (sent: Partial<SentRequest>, called: Values = values): Promise<string[]> =>
  compareRequest({ ...right, ...sent }, "https://api.example:443/v1/", operation, called, {
    query: [],
    headers: { authorization: "Bearer s" },
    cookies: [],
  });

describe("the judge of a request", () => {
  it("finds nothing wrong with what the document says", async () => {
    expect(await judge({})).toEqual([]);
  });

  it.each<[string, Partial<SentRequest>]>([
    ["the method is PUT", { method: "PUT" }],
    [
      "the URL is https://api.example/v1/notes/a/b",
      { url: "https://api.example/v1/notes/a/b?tags=x,y" },
    ],
    [
      "the URL is https://api.example/notes/a%2Fb",
      { url: "https://api.example/notes/a%2Fb?tags=x,y" },
    ],
    ["the query is tags=x&tags=y", { url: "https://api.example/v1/notes/a%2Fb?tags=x&tags=y" }],
    ["the query is , not tags=x,y", { url: "https://api.example/v1/notes/a%2Fb" }],
    ["header x-trace is u, not t", { headers: { ...right.headers, "x-trace": "u" } }],
    [
      "header authorization is Basic s",
      { headers: { ...right.headers, authorization: "Basic s" } },
    ],
    ["header x-more is not in the document", { headers: { ...right.headers, "x-more": "1" } }],
    ["the cookie is lang=de", { headers: { ...right.headers, cookie: "lang=de" } }],
    [
      "the body is text/plain, the document takes application/json",
      { headers: { ...right.headers, "content-type": "text/plain" } },
    ],
    ['the body is {"text":"e"}', { body: new TextEncoder().encode('{"text":"e"}') }],
  ])("says that %s", async (problem, sent) => {
    expect((await judge(sent))[0]).toContain(problem);
  });

  it("says which required parameter the call left out", async () => {
    const { header: _header, ...rest } = values;
    const { "x-trace": _trace, ...headers } = right.headers;
    expect(await judge({ headers }, rest)).toEqual([
      "nothing was sent for the header parameter X-Trace",
    ]);
  });

  it.each([
    ["application/x-www-form-urlencoded", "a=1&a=2&b=%7B%22c%22%3A3%7D", []],
    ["application/x-www-form-urlencoded", "a=1,2&b=%7B%22c%22%3A3%7D", ["the form is"]],
    [
      "multipart/form-data; boundary=x",
      '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n2\r\n--x\r\nContent-Disposition: form-data; name="b"\r\nContent-Type: application/json\r\n\r\n{"c":3}\r\n--x--\r\n',
      [],
    ],
    [
      "multipart/form-data; boundary=x",
      '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n',
      ["the multipart body has 1 parts, not 3"],
    ],
    ["multipart/form-data; boundary=y", "--x--\r\n", ["the multipart body cannot be read"]],
  ])("reads %s bodies", async (type, text, problems) => {
    const content = { [type.split(";", 1)[0] ?? ""]: {} };
    const sent = {
      ...right,
      headers: { ...right.headers, "content-type": type },
      body: new TextEncoder().encode(text),
    };
    const found = await compareRequest(
      sent,
      "https://api.example/v1",
      { ...operation, content },
      { ...values, body: { a: [1, 2], b: { c: 3 } } },
      {
        query: [],
        headers: { authorization: "Bearer s" },
        cookies: [],
      },
    );
    expect(found.map((one) => problems.find((problem) => one.startsWith(problem)) ?? one)).toEqual(
      problems,
    );
  });
});
