import { describe, expect, it, vi } from "vitest";
import {
  createConsoleLogger,
  environmentLogger,
  type Logger,
  redactHeaders,
  redactJson,
  redactUrl,
  silentLogger,
} from "../../src/runtime/index.js";
import { givenClient, operation } from "../support/given-client.js";
import { json } from "../support/scripted-transport.js";

const recording = () => {
  const lines: unknown[][] = [];
  const write = (...line: unknown[]): void => void lines.push(line);
  const logger: Logger = { debug: write, info: write, warn: write, error: write };
  return { lines, logger };
};

describe("the log", () => {
  it("has a line for each request and answer, without secrets", async () => {
    const { lines, logger } = recording();
    const { client, clock } = givenClient(
      [json({}, 503, { "set-cookie": "sid=hidden1" }), json({})],
      {
        logger,
        auth: { bearer: "hidden2hidden2", queryKey: "hidden3hidden3" },
        headers: { "X-Plain": "seen" },
      },
    );
    const op = operation({ security: [["bearer", "queryKey"]] });
    await clock.settle(client.call(op, {}, { query: { password: "hidden4", q: "seen2" } }));
    const text = JSON.stringify(lines);
    expect(text).not.toContain("hidden");
    expect(text).toContain("seen");
    expect(text).toContain("q=seen2");
    expect(lines.map(([message]) => String(message).replace(/\?.*?(?= |$)/, ""))).toEqual([
      "GET https://api.test/v1/things",
      "GET https://api.test/v1/things -> 503",
      "attempt 1 of things failed, next in 250 ms",
      "GET https://api.test/v1/things",
      "GET https://api.test/v1/things -> 200",
    ]);
  });

  it("tells of failures", async () => {
    const { lines, logger } = recording();
    const { client, clock } = givenClient([new TypeError("fetch failed")], { logger, retry: 0 });
    await clock.settle(client.call(operation(), {}));
    expect(lines.map(([message]) => message)).toEqual([
      "GET https://api.test/v1/things",
      "GET https://api.test/v1/things failed",
    ]);
  });

  it("is silent by default and obeys CLIENTWRIGHT_LOG", () => {
    expect(environmentLogger()).toBe(silentLogger);
    for (const [value, enabled] of [
      ["WARN", false],
      ["debug", true],
      ["off", undefined],
      ["loud", undefined],
    ] as const) {
      vi.stubEnv("CLIENTWRIGHT_LOG", value);
      const logger = environmentLogger();
      if (enabled === undefined) expect(logger).toBe(silentLogger);
      else expect(logger.isEnabled?.("info")).toBe(enabled);
    }
    vi.unstubAllEnvs();
  });

  it("goes to the console from its level on", () => {
    const target = { ...console, info: vi.fn(), warn: vi.fn(), error: vi.fn(), debug: vi.fn() };
    const logger = createConsoleLogger("warn", target);
    logger.debug("a");
    logger.info("b");
    logger.warn("c");
    logger.error("d", { x: 1 });
    expect(target.debug).not.toHaveBeenCalled();
    expect(target.info).not.toHaveBeenCalled();
    expect(target.warn).toHaveBeenCalledWith("[clientwright] c");
    expect(target.error).toHaveBeenCalledWith("[clientwright] d", { x: 1 });
  });
});

describe("redaction", () => {
  it("knows names of headers, parameters and fields", () => {
    const names = [
      "Authorization",
      "Cookie",
      "Set-Cookie",
      "X-API-Key",
      "api_key",
      "X-Auth-Token",
      "access_token",
      "refreshToken",
      "token",
      "client_secret",
      "password",
      "Proxy-Authorization",
    ];
    for (const name of names) {
      expect(redactHeaders({ [name]: "v" })[name]).toBe("[redacted]");
      expect(redactJson({ [name]: "v" })).toEqual({ [name]: "[redacted]" });
      expect(redactUrl(`https://x.test/?${name}=v&a=1`)).toBe(
        `https://x.test/?${name}=[redacted]&a=1`,
      );
    }
    for (const name of [
      "tokens",
      "token_id",
      "next_page_token",
      "token_count",
      "X-Request-Id",
      "text",
    ]) {
      expect(redactJson({ [name]: "v" })).toEqual({ [name]: "v" });
    }
  });

  it("reaches into lists and objects, to a depth, and leaves its input alone", () => {
    const value = { a: [{ password: "x", b: new Headers() }], c: null };
    expect(redactJson(value)).toEqual({ a: [{ password: "[redacted]", b: {} }], c: null });
    expect(value.a[0]?.password).toBe("x");
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    expect(JSON.stringify(redactJson(cycle))).toContain("[deep]");
  });

  it("takes credentials out of URLs", () => {
    expect(redactUrl("https://me:pw@x.test/a@b?c=d")).toBe("https://x.test/a@b?c=d");
  });
});
