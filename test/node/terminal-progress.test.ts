/** The progress line: what a terminal sees, and who sees nothing. */
import { describe, expect, it } from "vitest";
import { terminalProgress } from "../../src/node/index.js";

function given(environment: Record<string, string> = {}, isTTY = true) {
  const written: string[] = [];
  const stream = { isTTY, columns: 40, write: (text: string) => void written.push(text) };
  return { written, progress: terminalProgress({ stream, environment, label: "Uploading" }) };
}

describe("terminalProgress", () => {
  it("rewrites one line and takes it away in the end", () => {
    const { written, progress } = given();
    progress.update({ sentBytes: 512, totalBytes: 2_048 });
    progress.update({ sentBytes: 2_048, totalBytes: 2_048 });
    progress.end();
    progress.end();
    expect(written).toEqual([
      "\rUploading 25% (512 B of 2.0 kB)",
      "\rUploading 100% (2.0 kB of 2.0 kB)",
      `\r${" ".repeat(33)}\r`,
    ]);
  });

  it("covers the rest of a longer line before it", () => {
    const { written, progress } = given();
    progress.show("a long text");
    progress.show("short");
    expect(written[1]).toBe("\rUploading short      ");
  });

  it("writes nothing for what is shown already", () => {
    const { written, progress } = given();
    progress.show("same");
    progress.show("same");
    expect(written).toHaveLength(1);
  });

  it("shows the size alone when the total is unknown, and fits the terminal", () => {
    const { written, progress } = given();
    progress.update({ sentBytes: 3_500_000_000, totalBytes: undefined });
    progress.show("x".repeat(100));
    expect(written[0]).toBe("\rUploading 3.5 GB");
    expect(written[1]).toHaveLength(40);
  });

  it.each([
    ["in a pipe", {}, false],
    ["in CI", { CI: "true" }, true],
    ["with NO_COLOR", { NO_COLOR: "1" }, true],
    ["on a dumb terminal", { TERM: "dumb" }, true],
  ])("is quiet %s", (_name, environment, isTTY) => {
    const { written, progress } = given(environment as Record<string, string>, isTTY);
    progress.update({ sentBytes: 1 });
    progress.show("x");
    progress.end();
    expect(written).toEqual([]);
  });

  it("does not take an empty variable for a yes", () => {
    const { written, progress } = given({ CI: "", NO_COLOR: "" });
    progress.show("x");
    expect(written).toHaveLength(1);
  });
});
