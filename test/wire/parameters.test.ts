import { describe, expect, it } from "vitest";
import { OddParametersApi } from "../golden/odd-parameters/expected/index.js";
import { QuerystringApi } from "../golden/querystring/expected/index.js";
import { StylesApi } from "../golden/styles/expected/index.js";
import { recordSent } from "./record.js";

const given = () => {
  const { fetch, last } = recordSent();
  return { ...new StylesApi({ fetch }), api: new StylesApi({ fetch }), last };
};
const at = (path: string): string => `GET https://api.example.com${path}`;
const point = { x: 1, y: 2 };
const list = ["a b", "c,d"];

describe("a path", () => {
  it("has values in the styles of the document", async () => {
    const { api, last } = given();
    await api.path.simpleIn("a/b", list, point, point);
    expect(last().line).toBe(at("/simple/a%2Fb/a%20b,c%2Cd/x,1,y,2/x=1,y=2"));
    await api.path.labelIn("a", ["b", "c"], point);
    expect(last().line).toBe(at("/label/.a/.b,c/.x=1.y=2"));
    await api.path.matrixIn("a", ["b", "c"], point);
    expect(last().line).toBe(at("/matrix/;one=a/;list=b,c/;x=1;y=2"));
  });

  it("keeps reserved characters where they are allowed, and never leaves its segment", async () => {
    const { api, last } = given();
    await api.path.reservedIn("a:b;c=d/../e?f#g", { expression: "x:y/z?=1&2#3" });
    expect(last().line).toBe(at("/reserved/a:b;c=d%2F..%2Fe%3Ff%23g?expression=x:y/z?=1%262%233"));
  });
});

describe("a query", () => {
  it("has lists and objects in the styles of the document", async () => {
    const { api, last } = given();
    await api.query.get({
      form: list,
      commas: list,
      members: point,
      flat: point,
      spaces: ["a", "b"],
      pipes: ["a", "b"],
      empty: "",
    });
    expect(last().line.split("?")[1]?.split("&")).toEqual([
      "form=a%20b",
      "form=c%2Cd",
      "commas=a%20b,c%2Cd",
      "x=1",
      "y=2",
      "flat=x,1,y,2",
      "spaces=a%20b",
      "pipes=a%7Cb",
      "empty=",
    ]);
  });

  it("has deep objects as servers read them", async () => {
    const { api, last } = given();
    const filter = { tags: ["a", "b"], range: { from: 1 }, points: [point] };
    await api.query.deepIn({ filter, expand: ["x", "y"] });
    expect(last().line.split("?")[1]?.split("&")).toEqual([
      "filter[tags][]=a",
      "filter[tags][]=b",
      "filter[range][from]=1",
      "filter[points][0][x]=1",
      "filter[points][0][y]=2",
      "expand[]=x",
      "expand[]=y",
    ]);
  });

  it("has JSON where the document describes a parameter by its content", async () => {
    const { api, last } = given();
    await api.query.contentIn({ where: { field: "a&b", from: 1 } });
    const { searchParams } = new URL(last().line.slice("GET ".length));
    expect([...searchParams]).toEqual([["where", '{"field":"a&b","from":1}']]);
  });

  it("goes on where the path has begun one, and ignores a fragment", async () => {
    const { api, last } = given();
    await api.query.fixed({ q: "a?b" });
    expect(last().line).toBe(at("/fixed?version=2&q=a%3Fb"));
    await api.query.post({ tags: [] }, { limit: 1 });
    expect(last().line).toBe("POST https://api.example.com/?limit=1");
  });

  it("is a whole value where the document says so", async () => {
    const { fetch, last } = recordSent();
    const { queries } = new QuerystringApi({ fetch });
    await queries.byForm({ text: "a b", tags: ["x", "y"], range: { from: 1 } });
    expect(last().line).toBe(at("/form?text=a%20b&tags=x,y&range=%7B%22from%22%3A1%7D"));
    await queries.byJson({ text: "a" });
    expect(last().line).toBe(at("/json?%7B%22text%22%3A%22a%22%7D"));
    await queries.byJson(undefined);
    expect(last().line).toBe(at("/json"));
    await queries.byPath("$.a[?(@.b>1)]");
    expect(last().line).toBe(at("/text?%24.a%5B%3F%28%40.b%3E1%29%5D"));
  });
});

describe("headers and cookies", () => {
  it("have lists, objects and JSON as the document says, unencoded", async () => {
    const { api, last } = given();
    const lists = { "X-List": ["a b", "c"], "X-Flat": point, "X-Members": point };
    await api.headers.list({ ...lists, "X-Filter": { tags: ["a"] } });
    expect(last().headers).toEqual({
      accept: "application/json, */*;q=0.5",
      "x-list": "a b,c",
      "x-flat": "x,1,y,2",
      "x-members": "x=1,y=2",
      "x-filter": '{"tags":["a"]}',
    });
    await api.headers.inCookies({ form: ["a", "b c"], commas: ["a", "b"], plain: "100%" });
    expect(last().headers.cookie).toBe("form=a; form=b%20c; commas=a,b; plain=100%");
  });

  it("refuse a cookie that would be cut off, and a style that does not exist there", async () => {
    const { api, last } = given();
    await expect(api.headers.inCookies({ plain: "a;b" })).rejects.toThrow(/would end a cookie/);
    await api.headers.styleElsewhere({ "X-Deep": point });
    expect(last().headers["x-deep"]).toBe("x,1,y,2");
  });
});

describe("odd names", () => {
  it("stay as they are, in every location at once", async () => {
    const { fetch, last } = recordSent();
    const { things } = new OddParametersApi({ fetch });
    const query = {
      id: 1,
      language: "de",
      "filter[name]": "x",
      $top: 2,
      "user-id": "u",
      ["__proto__"]: ["a", "b"],
      constructor: "c",
      "a&b=c": "d",
    } as const;
    await things.get("i", "p", "d", { ...query, ["__proto__"]: ["a", "b"] }, { id: "h" });
    expect(last().line).toBe(
      at(
        "/things/i/.p/d?id=1&language=de&filter%5Bname%5D=x&%24top=2&user-id=u&__proto__=a,b" +
          "&constructor=c&a%26b%3Dc=d",
      ),
    );
    expect(last().headers.id).toBe("h");
  });

  it("do not hide the operation that a method performs", async () => {
    const { fetch, last } = recordSent();
    const { shadows } = new OddParametersApi({ fetch });
    await shadows.query({ query: "q" });
    expect(last().line).toBe(at("/query?query=q"));
    await shadows.body("b", 1);
    expect([last().line, last().body]).toEqual(["POST https://api.example.com/body/b", "1"]);
    await shadows.headers({ "X-Trace": "t" });
    expect(last().headers["x-trace"]).toBe("t");
    await shadows.options();
    expect(last().line).toBe(at("/options"));
    await shadows.user("u");
    expect(last().line).toBe(at("/users/u"));
  });
});
