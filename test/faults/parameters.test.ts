/** Values that try to be more than values: none leaves its path segment, parameter, header or cookie. */
import type { ParameterFormat } from "clientwright/runtime";
import { describe, expect, it } from "vitest";
import { failure, given, operation } from "./given.js";

const hostile = [
  "a/b",
  "a\\b",
  "a?b=c",
  "a#b",
  "a%2Fb",
  "%2e%2e",
  "..%2f",
  "..",
  ".",
  "./",
  "../..",
  "a;b",
  "a,b",
  "a|b",
  "a b",
  "a+b",
  "a&b=c",
  "a=b",
  "\u0000",
  "\u00fc",
  "\u{1F600}",
  "{x}",
  "[0]",
  "'",
  '"',
  "<>",
  "~",
  "@:",
  "//evil.test",
  "\r\n",
];

const styles: readonly (readonly [string, ParameterFormat])[] = [
  ["simple", {}],
  ["label", { style: "label" }],
  ["matrix", { style: "matrix" }],
  ["JSON", { content: "json" }],
];

describe("a path value", () => {
  it.each(styles)(
    "written as %s stays in its segment, and can be read back",
    async (_title, format) => {
      const call = operation({ path: "/a/{x}/b", parameters: { path: { x: format } } });
      const { client, fetch } = given({ "* *": { json: 1 } });
      for (const value of hostile) {
        const before = fetch.count;
        const result = await client.call(call, { path: { x: value } }).safe();
        if (!result.ok) {
          expect(result.error.kind).toBe("validation");
          expect(fetch.count).toBe(before);
          continue;
        }
        const { url, path } = fetch.last;
        expect(new URL(url).origin).toBe("https://api.test");
        const segments = path.split("/");
        expect(segments).toHaveLength(5);
        expect([...segments.slice(0, 3), segments[4]]).toEqual(["", "v1", "a", "b"]);
        expect(decodeURIComponent(segments[3] ?? "")).toContain(
          format.content ? JSON.stringify(value) : value,
        );
      }
    },
  );

  it.each(["", [], [""], {}, null, undefined])("of %j is refused", async (value) => {
    for (const [, format] of styles.slice(0, 1)) {
      const call = operation({ path: "/a/{x}", parameters: { path: { x: format } } });
      const { client, fetch } = given([{ json: 1 }]);
      expect(await failure(client.call(call, { path: { x: value } }))).toMatchObject({
        kind: "validation",
      });
      expect(fetch.count).toBe(0);
    }
  });

  it("cannot make a dot segment together with its neighbours", async () => {
    for (const [path, values] of [
      ["/a/{x}{y}/b", { x: ".", y: "." }],
      ["/a/.{x}", { x: "." }],
      ["/a/{x}.", { x: "." }],
      ["/a/%2e{x}", { x: "." }],
    ] as const) {
      const { client, fetch } = given([{ json: 1 }]);
      expect(await failure(client.call(operation({ path }), { path: values }))).toMatchObject({
        kind: "validation",
      });
      expect(fetch.count).toBe(0);
    }
  });

  it.each([
    [1e21, "1e%2B21"],
    [-0, "0"],
    [0, "0"],
    [false, "false"],
    [10n, "10"],
  ])("of %s is written as %s", async (value, text) => {
    const { client, fetch } = given([{ json: 1 }]);
    await client.call(operation({ path: "/a/{x}" }), { path: { x: value } });
    expect(fetch.last.path).toBe(`/v1/a/${text}`);
  });
});

describe("a query value", () => {
  const sent = async (value: unknown, format?: ParameterFormat) => {
    const { client, fetch } = given([{ json: 1 }]);
    const call = operation(format && { parameters: { query: { x: format } } });
    await client.call(call, { query: { x: value, last: "1" } });
    return fetch.last;
  };

  it("stays the value of its parameter", async () => {
    for (const value of hostile) {
      const { query } = await sent(value);
      expect([...query]).toEqual([
        ["x", value],
        ["last", "1"],
      ]);
      const list = await sent([value, value]);
      expect(list.query.getAll("x")).toEqual([value, value]);
    }
  });

  it("with reserved characters allowed still ends where it ends", async () => {
    for (const value of hostile) {
      const { query, url } = await sent(value, { allowReserved: true });
      expect([...query.keys()]).toEqual(["x", "last"]);
      expect(new URL(url).hash).toBe("");
    }
  });

  it("of an object stays under its name, whatever its keys", async () => {
    const value = JSON.parse(
      '{"__proto__":{"a":"1"},"constructor":"2","a][b":"3","c&d=":"4","list":["5","6"],"deep":{"x":[{"y":"7"}]},"none":null}',
    );
    const { query } = await sent(value, { style: "deepObject", explode: true });
    for (const name of query.keys()) expect(name === "last" || name.startsWith("x[")).toBe(true);
    expect(query.get("x[__proto__][a]")).toBe("1");
    expect(query.get("x[constructor]")).toBe("2");
    expect(query.getAll("x[list][]")).toEqual(["5", "6"]);
    expect(query.get("x[deep][x][0][y]")).toBe("7");
    expect([...query.keys()]).toHaveLength(8);
  });

  it.each([[undefined], [null], [[]], [{}], [[null, undefined]]])(
    "of %j is not sent",
    async (value) => {
      expect([...(await sent(value)).query.keys()]).toEqual(["last"]);
    },
  );

  it("that is empty text is sent as such", async () => {
    expect([...(await sent("")).query]).toEqual([
      ["x", ""],
      ["last", "1"],
    ]);
  });
});

describe("a header or cookie value", () => {
  it("of a list is one line", async () => {
    const { client, fetch } = given([{ json: 1 }]);
    await client.call(
      operation(),
      { header: { "X-List": ["a", "b"] } },
      { headers: { "X-More": ["c", "d"] } },
    );
    expect(fetch.last.headers).toMatchObject({
      "x-list": expect.stringMatching(/^a, ?b$/),
      "x-more": "c, d",
    });
  });

  it("cannot add another cookie, or a header", async () => {
    for (const value of hostile) {
      const { client, fetch } = given([{ json: 1 }]);
      await client.call(operation(), { cookie: { first: value, last: "1" } });
      const cookies = (fetch.last.headers.cookie ?? "").split("; ");
      expect(cookies).toHaveLength(2);
      expect(decodeURIComponent(cookies[0] ?? "")).toBe(`first=${value}`);
    }
  });

  it("of a secret cannot add another cookie either", async () => {
    const { client, fetch } = given([{ json: 1 }], { auth: { cookieKey: "key; admin=1" } });
    const result = await client.call(operation({ security: [["cookieKey"]] }), {}).safe();
    expect(result.ok ? fetch.last.headers.cookie : "").not.toContain("; admin=1");
  });

  it.each(["__proto__", "constructor", "hasOwnProperty"])("named %s does no harm", async (name) => {
    const { client, fetch } = given([{ json: 1 }]);
    await client.call(operation(), { header: JSON.parse(`{"${name}":"1"}`) });
    expect(fetch.count).toBe(1);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
