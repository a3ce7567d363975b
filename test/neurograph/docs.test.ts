/** What the documentation promises to readers of this client. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

function textOf(path: string): string {
  const url = new URL(`../../${path}`, import.meta.url);
  return existsSync(url) ? readFileSync(url, "utf8") : "";
}

/** The text below a heading of that title, up to the next heading of its level; all files in turn. */
function section(title: string): string {
  const sections = ["docs/neurograph.md", "README.md"].map((path) => {
    const lines = textOf(path).split("\n");
    const start = lines.findIndex((line) => new RegExp(`^#{1,4} ${title}\\b`, "i").test(line));
    const level = /^#+/.exec(lines[start] ?? "")?.[0].length ?? 0;
    const isEnd = (line: string) => (/^#+(?= )/.exec(line)?.[0].length ?? 9) <= level;
    const rest = start < 0 ? [] : lines.slice(start + 1);
    const end = rest.findIndex(isEnd);
    return (end < 0 ? rest : rest.slice(0, end)).join("\n");
  });
  return sections.join("\n");
}

describe("Installation", () => {
  it("shows the commands for the package, from source and for development [NG-002]", () => {
    const text = section("Installation");
    expect(text).toContain("npm install clientwright");
    expect(text).toMatch(/git clone \S+/);
    expect(text).toMatch(/^npm ci$/m);
    expect(text).toMatch(/build/);
    expect(text).toContain("npm test");
  });
});

describe("Troubleshooting", () => {
  it("says what to do when the import fails [NG-136]", () => {
    const text = section("Troubleshooting");
    expect(text).toMatch(/import/i);
    expect(text).toContain("npm install clientwright");
  });

  it("says what to do about connections, credentials and time-outs [NG-137, NG-026, NG-138]", () => {
    const text = section("Troubleshooting");
    expect(text).toContain("/health");
    expect(text).toContain("baseUrl");
    expect(text).toContain("is_active");
    expect(text).toContain("timeoutMs");
  });
});

describe("Support", () => {
  it("links documentation, source, issues and discussions [NG-140]", () => {
    const text = section("Support");
    for (const link of [
      "https://neurograph.dev/docs",
      "https://github.com/dchrnv/neurograph-os",
      "https://github.com/dchrnv/neurograph-os/issues",
      "https://github.com/dchrnv/neurograph-os/discussions",
    ]) {
      expect(text).toContain(link);
    }
  });
});
