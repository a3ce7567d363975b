import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ParameterFormat } from "../../src/runtime/index.js";
import { writeCookies, writeHeaders } from "../../src/runtime/serialize/headers.js";
import { fillTemplate as fillWith, parseTemplate } from "../../src/runtime/serialize/path.js";
import { plainStyles } from "../../src/runtime/serialize/plain-style.js";
import { writeQuery as writeWith } from "../../src/runtime/serialize/query.js";
import { allStyles } from "../../src/runtime/serialize/style.js";

type Values = Readonly<Record<string, unknown>>;
type Formats = Readonly<Record<string, ParameterFormat>>;
const fillTemplate = (template: readonly string[], values: Values, formats: Formats = {}) =>
  fillWith(template, values, formats, allStyles);
const writeQuery = (values: Values, formats: Formats = {}) => writeWith(values, formats, allStyles);

const path = (value: unknown, format: ParameterFormat = {}) =>
  fillTemplate(parseTemplate("/a/{id}/b"), { id: value }, { id: format });
const query = (value: unknown, format: ParameterFormat = {}) =>
  writeQuery({ color: value }, { color: format });
const list = ["blue", "black", "brown"];
const record = { R: 100, G: 200, B: 150 };

describe("path parameters (the table of OpenAPI 3.1, section 4.8.12.4)", () => {
  it.each<[ParameterFormat, unknown, string]>([
    [{}, "blue", "blue"],
    [{}, list, "blue,black,brown"],
    [{}, record, "R,100,G,200,B,150"],
    [{ explode: true }, record, "R=100,G=200,B=150"],
    [{ style: "label" }, "blue", ".blue"],
    [{ style: "label" }, list, ".blue,black,brown"],
    [{ style: "label", explode: true }, list, ".blue.black.brown"],
    [{ style: "label", explode: true }, record, ".R=100.G=200.B=150"],
    [{ style: "matrix" }, "blue", ";id=blue"],
    [{ style: "matrix" }, list, ";id=blue,black,brown"],
    [{ style: "matrix", explode: true }, list, ";id=blue;id=black;id=brown"],
    [{ style: "matrix", explode: true }, record, ";R=100;G=200;B=150"],
    [{ content: "json" }, { a: 1 }, "%7B%22a%22%3A1%7D"],
    [{}, new Date(0), "1970-01-01T00%3A00%3A00.000Z"],
    [{}, "a/../b?c#d%2e", "a%2F..%2Fb%3Fc%23d%252e"],
  ])("%j writes %j as %s", (format, value, expected) => {
    expect(path(value, format)).toBe(`/a/${expected}/b`);
  });

  it("never let a value leave its segment, be dropped or become another path", () => {
    const awkward = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc.stringMatching(/^[./%2eE\\?#;:@]*$/),
    );
    fc.assert(
      fc.property(awkward, (value) => {
        let text: string;
        try {
          text = path(value);
        } catch {
          return; // Refused: nothing is sent.
        }
        const segments = new URL(`https://x.test${text}`).pathname.split("/");
        expect(segments).toHaveLength(4);
        expect(decodeURIComponent(segments[2] ?? "")).toBe(value);
        expect([segments[1], segments[3]]).toEqual(["a", "b"]);
      }),
      { numRuns: 1_000 },
    );
  });

  it("refuse dots that other parameters or the template complete", () => {
    const template = parseTemplate("/x/.{a}");
    expect(() => fillTemplate(template, { a: "." })).toThrow();
    expect(fillTemplate(template, { a: "git" })).toBe("/x/.git");
    expect(() => fillTemplate(parseTemplate("/{a}/{b}"), { a: "ok", b: ".." })).toThrow();
  });
});

describe("query parameters (the table of OpenAPI 3.1, section 4.8.12.4)", () => {
  it.each<[ParameterFormat, unknown, string]>([
    [{}, "blue", "color=blue"],
    [{}, "", "color="],
    [{}, false, "color=false"],
    [{}, 0, "color=0"],
    [{}, list, "color=blue&color=black&color=brown"],
    [{ explode: false }, list, "color=blue,black,brown"],
    [{}, record, "R=100&G=200&B=150"],
    [{ explode: false }, record, "color=R,100,G,200,B,150"],
    [{ style: "spaceDelimited" }, list, "color=blue%20black%20brown"],
    [{ style: "pipeDelimited" }, list, "color=blue%7Cblack%7Cbrown"],
    [{ style: "deepObject" }, record, "color[R]=100&color[G]=200&color[B]=150"],
    [
      { style: "deepObject" },
      { a: { b: [1, 2], c: null }, d: [{ e: 1 }] },
      "color[a][b][]=1&color[a][b][]=2&color[d][0][e]=1",
    ],
    [{ content: "json" }, { a: [1] }, "color=%7B%22a%22%3A%5B1%5D%7D"],
    [{ allowReserved: true }, "a/b?c=d;e&f#g+h i", "color=a/b?c=d;e%26f%23g%2Bh%20i"],
    [{}, "a+b &=c", "color=a%2Bb%20%26%3Dc"],
    [{}, undefined, ""],
    [{}, null, ""],
    [{}, [], ""],
    [{}, {}, ""],
    [{}, [1, null, undefined, 2], "color=1&color=2"],
  ])("%j writes %j as %s", (format, value, expected) => {
    expect(query(value, format)).toBe(expected);
  });

  const text = fc.string({ unit: "grapheme" });
  const words = fc.array(text, { minLength: 1, maxLength: 5 });
  const members = fc.dictionary(
    text.filter((key) => key !== ""),
    text,
    { minKeys: 1, maxKeys: 5 },
  );
  const parse = (written: string) => [...new URL(`https://x.test/?${written}`).searchParams];
  const split = (written: string, sign: RegExp) =>
    written.slice("color=".length).split(sign).map(decodeURIComponent);

  it("bring every list back, in every style", () => {
    fc.assert(
      fc.property(words, (value) => {
        expect(parse(query(value))).toEqual(value.map((item) => ["color", item]));
        expect(split(query(value, { explode: false }), /,/)).toEqual(value);
        const single = value.map((item) => item.replace(/[ |]/g, "_"));
        expect(split(query(single, { style: "spaceDelimited" }), /%20/)).toEqual(single);
        expect(split(query(single, { style: "pipeDelimited" }), /%7C/)).toEqual(single);
      }),
    );
  });

  it("bring every object back, in every style", () => {
    fc.assert(
      fc.property(members, (value) => {
        expect(parse(query(value)).sort()).toEqual(Object.entries(value).sort());
        expect(split(query(value, { explode: false }), /,/)).toEqual(Object.entries(value).flat());
        const deep = parse(query(value, { style: "deepObject" })).map(([key, item]) => [
          key.slice(6, -1),
          item,
        ]);
        expect(deep.sort()).toEqual(Object.entries(value).sort());
        expect(JSON.parse(parse(query(value, { content: "json" }))[0]?.[1] ?? "")).toEqual({
          ...value,
        });
      }),
    );
  });

  it("never let a value start another parameter or a fragment", () => {
    fc.assert(
      fc.property(text, text, (first, second) => {
        const url = new URL(
          `https://x.test/?${writeQuery({ a: first, b: second }, { b: { allowReserved: true } })}`,
        );
        expect([...url.searchParams.keys()]).toEqual(["a", "b"]);
        expect(url.searchParams.get("a")).toBe(first);
        expect(url.hash).toBe("");
      }),
    );
  });
});

describe("header and cookie parameters", () => {
  const header = (value: unknown, format: ParameterFormat = {}) => {
    const headers: Record<string, string> = {};
    writeHeaders(headers, { "X-Color": value }, { "X-Color": format }, allStyles);
    return headers["x-color"];
  };
  const cookie = (value: unknown, format: ParameterFormat = {}) => {
    const headers: Record<string, string> = {};
    writeCookies(headers, { color: value, other: 1 }, { color: format }, allStyles);
    return headers.cookie;
  };

  it("are written as they are, lists and objects with commas", () => {
    expect([
      header("a b"),
      header(list),
      header(record),
      header(record, { explode: true }),
      header(null),
    ]).toEqual(["a b", "blue,black,brown", "R,100,G,200,B,150", "R=100,G=200,B=150", undefined]);
  });

  it("never bring in another header", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (value) => {
        try {
          expect(header(value)).toBe(value);
        } catch {
          expect(value).toMatch(/[^\t\x20-\x7e\x80-\xff]/);
          return;
        }
        expect(value).not.toMatch(/[\r\n\0]/);
      }),
    );
  });

  it("are joined to one cookie header", () => {
    expect(cookie("a;b")).toBe("color=a%3Bb; other=1");
    expect(cookie(["x", "y"], { explode: false })).toBe("color=x,y; other=1");
  });
});

describe("a client of few capabilities", () => {
  it("writes what is in default style the same way, and refuses the rest", () => {
    const values = { a: "x y", b: [1, null, "&"], c: undefined, d: new Date(0), e: false };
    expect(writeWith(values, {}, plainStyles)).toBe(writeQuery(values));
    const template = parseTemplate("/a/{id}");
    expect(fillWith(template, { id: "a/b" }, {}, plainStyles)).toBe("/a/a%2Fb");
    expect(() => writeWith({ a: { b: 1 } }, {}, plainStyles)).toThrow("style");
    expect(() => writeWith({ a: [1] }, { a: { explode: false } }, plainStyles)).toThrow("style");
    expect(() => fillWith(template, { id: [1] }, {}, plainStyles)).toThrow("style");
  });
});
