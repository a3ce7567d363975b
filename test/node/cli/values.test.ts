/** What is typed on any command line, and what is read from standard input. */
import { describe, expect, it } from "vitest";
import { type CliIo, parseDurationMs, secretLinesOfStdin } from "../../../src/node/cli/index.js";

describe("a duration", () => {
  it.each([
    ["1500ms", 1_500],
    ["30s", 30_000],
    ["0.5s", 500],
    ["2m", 120_000],
  ])("is a number with its unit: %s", (text, milliseconds) => {
    expect(parseDurationMs(text)).toBe(milliseconds);
  });

  it.each(["30", "", "s", "0s", "-1s", "1 s", "1h", "1e3ms", "0.1ms", "99999999999999999m"])(
    "is not %j",
    (text) => {
      expect(() => parseDurationMs(text)).toThrow("with its unit");
    },
  );
});

describe("secrets on standard input", () => {
  const io = (text: string): CliIo => ({
    stdout: { write: () => {} },
    stderr: { write: () => {} },
    env: {},
    readStdin: async () => text,
  });
  const names = ["current password", "new password"];

  it.each(["one\ntwo\n", "one\r\ntwo\r\n", "one\ntwo"])(
    "stand one on each line: %j",
    async (text) => {
      expect(await secretLinesOfStdin(io(text), names)).toEqual(["one", "two"]);
    },
  );

  it.each(["", "one\n", "one\n\n", "\ntwo\n", "one\ntwo\nthree\n"])(
    "are all there or refused, unquoted: %j",
    async (text) => {
      await expect(secretLinesOfStdin(io(text), names)).rejects.toThrow(
        /^standard input must have 2 lines: current password, new password$/,
      );
    },
  );
});
