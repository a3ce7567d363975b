import { describe, expect, it } from "vitest";
import { comment } from "../../codegen/emit/comments.js";
import { withoutHtml } from "../../codegen/emit/html.js";
import { importStatements } from "../../codegen/emit/imports.js";
import { group, indent, list, print, soft, space } from "../../codegen/emit/layout.js";
import { literal, propertyKey, quote } from "../../codegen/emit/literals.js";
import { checkFiles } from "../../codegen/emit/project.js";

describe("layout", () => {
  it("keeps what fits on one line, and breaks every part of what does not", () => {
    const call = (name: string) => list(`${name}(`, ["first", "second"], ")");
    expect(print([call("f"), ";"])).toBe("f(first, second);");
    expect(print([call("f".repeat(90)), ";"])).toBe(`${"f".repeat(90)}(\n  first,\n  second,\n);`);
  });

  it("counts what follows on the same line", () => {
    const layout = [group(["a(", indent([soft, "b"]), soft, ")"]), "c".repeat(97)];
    expect(print(layout)).toBe(`a(\n  b\n)${"c".repeat(97)}`);
  });

  it("breaks the outer group before the inner one", () => {
    const inner = list("[", ["x".repeat(40), "y".repeat(40)], "]");
    expect(print(list("{", [inner, "z".repeat(20)], "}", space))).toBe(
      `{\n  [${"x".repeat(40)}, ${"y".repeat(40)}],\n  ${"z".repeat(20)},\n}`,
    );
  });
});

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: what a document may say
describe("literals", () => {
  it.each([
    ['a"b\\', '"a\\"b\\\\"'],
    ["\u2028\u2029", '"\\u2028\\u2029"'],
    ["\u202egnp.exe", '"\\u202egnp.exe"'],
    ["`${x}`", '"`${x}`"'],
  ])("quotes %j", (text, quoted) => {
    expect(quote(text)).toBe(quoted);
    expect(JSON.parse(quoted)).toBe(text);
  });

  it.each([
    ["a", "a"],
    ["a-b", '"a-b"'],
    ["404", "404"],
    ["007", '"007"'],
    ["5XX", '"5XX"'],
    ["__proto__", '["__proto__"]'],
  ])("writes the key %j", (name, key) => {
    expect(propertyKey(name)).toBe(key);
  });

  it("leaves out what is undefined", () => {
    expect(print(literal({ a: undefined, b: [["x"], []], c: {}, d: false }))).toBe(
      '{ b: [["x"], []], c: {}, d: false }',
    );
  });
});

// biome-ignore-end lint/suspicious/noTemplateCurlyInString: what a document may say

describe("comments", () => {
  it("cannot be closed from inside", () => {
    expect(comment([{ markdown: "a */ b" }])).toBe("/** a *\\/ b */\n");
  });

  it("lets no text pass for a tag", () => {
    expect(comment([{ markdown: "@deprecated" }])).toBe("/** \\@deprecated */\n");
  });

  it("has no line over 100 columns, but for addresses", () => {
    const long = `${"word ".repeat(60)}${"x".repeat(250)} https://example.com/${"y".repeat(120)}`;
    const lines = comment([{ markdown: long }], 2).split("\n");
    expect(lines.filter((line) => line.length > 100)).toEqual([
      `     * https://example.com/${"y".repeat(120)}`,
    ]);
  });

  it("keeps lists, code and tables in shape", () => {
    const text = "- one\n- two\n\n```js\nif (x)   y();\n```\n| a | b |\n| - | - |";
    expect(comment([{ markdown: text }])).toBe(
      "/**\n * - one\n * - two\n *\n * ```js\n * if (x)   y();\n * ```\n * | a | b |\n * | - | - |\n */\n",
    );
  });

  it.each([
    ["<p>One.</p>\n  <p>Two <b>bold</b> and <i>so</i></p>", "One.\n\nTwo **bold** and *so*"],
    ["A<br/>B<BR>C", "A\n\nB\n\nC"],
    [
      'See <a class="x" href="https://a.example/?a=1&amp;b=2">the <em>guide</em></a>.',
      "See [the *guide*](https://a.example/?a=1&b=2).",
    ],
    ["<ul> <li> <p>One</p> </li> <li>Two</li> </ul> After", "- One\n- Two\n\nAfter"],
    ["Set <code>a &lt; <a href='/x'>b</a></code> &lt;now&gt;", "Set `a < b` &lt;now&gt;"],
    ['<a href="javascript:alert(1)">click</a>', "click"],
  ])("says %j in Markdown", (html, markdown) => {
    expect(withoutHtml(html)).toBe(markdown);
  });

  it.each([
    "a Map<string> of a < b > c",
    "`<b>` is bold",
    "```html\n<p>\n```",
    "<pre>\n  <b>as it is</b>\n</pre>",
    "<b>never ended",
  ])("leaves %j as it is", (text) => {
    expect(withoutHtml(text)).toBe(text);
  });

  it("cannot be closed by what HTML hides", () => {
    expect(comment([{ markdown: "*<b></b>/ <code>*&#47; *</code>/" }])).not.toMatch(/\*\/.*\*\//s);
  });

  it("is nothing when there is nothing to say", () => {
    expect(comment([{ markdown: " \n " }])).toBe("");
  });
});

describe("imports", () => {
  it("sorts names without regard to case, and breaks long lists", () => {
    expect(
      importStatements([{ from: "x", names: ["b", "type A", "C", "b"], typeOnly: false }]),
    ).toBe('import { type A, b, C } from "x";\n');
    expect(importStatements([{ from: "x", names: [], typeOnly: true }])).toBe("");
  });
});

describe("the syntax check", () => {
  it("passes what is well-formed, with any documentation", () => {
    checkFiles([{ path: "a.ts", text: '/** @type {{{ */\nexport const a = "/**";\n' }]);
  });

  it.each([
    ["client.ts", 2, "export const a = 1;\nexport const = 2;\n"],
    ["resources/a.ts", 2, 'export const a = "\\"";\nexport const = 2;\n'],
    ["resources/a.ts", 1, "/** *\\/ */ */\nexport const = 2;\n"],
    ["resources/a.ts", 2, "export const ä = 1;\nexport const = 2;\n"],
    ["resources/a.ts", 4, "/**\n * One.\n */\nexport const = 2;\n"],
    ["resources/a.ts", 3, "  /**\n   * One.\n   */ escaped()) /** two */\n"],
  ])("refuses what is not, and names the line: %s %i %j", (path, line, text) => {
    expect(() => checkFiles([{ path, text }])).toThrow(`would not be TypeScript: line ${line}:`);
  });
});
