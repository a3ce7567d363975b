/** Prism for users' tests: how the optional package is found and used. */
import { describe, expect, it } from "vitest";
import { ConfigError } from "../../src/runtime/index.js";
import { startPrism } from "../../src/testing/index.js";

describe("startPrism", () => {
  it("passes document and options on, and closes what it started", async () => {
    const log: unknown[] = [];
    const codegen = {
      startPrism: async (spec: string | object, options: object) => {
        log.push(spec, options);
        return {
          url: "http://127.0.0.1:4010",
          violations: [],
          close: async () => log.push("closed"),
        };
      },
    };
    {
      await using prism = await startPrism("neurograph", { seed: 7 }, async () => codegen);
      expect([prism.url, prism.violations]).toEqual(["http://127.0.0.1:4010", []]);
    }
    expect(log).toEqual(["neurograph", { seed: 7 }, "closed"]);
  });

  it("says what to install when the package is missing", async () => {
    const missing = () => Promise.reject(new Error("Cannot find package '@clientwright/codegen'"));
    const started = startPrism("neurograph", {}, missing);
    await expect(started).rejects.toThrow(ConfigError);
    await expect(started).rejects.toThrow("npm install --save-dev @clientwright/codegen");
  });

  it("says so when the package is of a version without Prism", async () => {
    await expect(startPrism("neurograph", {}, async () => ({}))).rejects.toThrow(ConfigError);
  });
});
