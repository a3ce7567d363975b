/** The public names of the module. */
import { readFileSync } from "node:fs";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { Permission, Scope, Track } from "../../src/tracktion/index.js";
import * as tracktion from "../../src/tracktion/index.js";
import * as files from "../../src/tracktion/node/index.js";

const packageFile = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
// The file is ours; these are the fields that the tests look at.
const manifest = JSON.parse(packageFile) as {
  version: string;
  engines: { node: string };
  exports: Record<string, unknown>;
};

describe("clientwright/tracktion", () => {
  it.each([
    "TracktionClient",
    "JwtAuthClient",
    "SecureTracktionClient",
    "RobustTracktionClient",
    "ApiKeyManager",
    "RobustApiHandler",
    "TracktionError",
    "TracktionApiError",
    "AuthenticationError",
    "PermissionError",
    "RateLimitError",
    "TracktionConnectionError",
    "TracktionTimeoutError",
    "generateHmacSignature",
    "retryWithBackoff",
    "withRetry",
    "isTestKey",
    "assertSuccess",
    "buildAuthorizeUrl",
    "exchangeCode",
    "clientCredentials",
    "createConfigFile",
    "loadConfig",
    "VERSION",
  ])("exports %s [TK-2]", (name) => {
    expect(tracktion).toHaveProperty(name);
  });

  it("is importable from the package, its files from a room of their own, and states its version", () => {
    expect(manifest.exports).toHaveProperty(["./tracktion"]);
    expect(manifest.exports).toHaveProperty(["./tracktion/node"]);
    expect(Object.keys(files).sort()).toEqual(["createConfigFile", "loadConfig"]);
    expect(tracktion.VERSION).toBe(manifest.version);
  });

  it("says which Node it needs [TK-117]", () => {
    expect(manifest.engines.node).toBe(">=20");
  });

  it("knows permissions and scopes, and takes others [TK-90]", () => {
    expectTypeOf<"read">().toExtend<Permission>();
    expectTypeOf<"tracklists">().toExtend<Scope>();
    expectTypeOf<string>().toExtend<Scope>();
  });

  it("has title and artist on every track [TK-23]", () => {
    expectTypeOf<Track>().toHaveProperty("title").toEqualTypeOf<string>();
    expectTypeOf<Track>().toHaveProperty("artist").toEqualTypeOf<string>();
  });
});
