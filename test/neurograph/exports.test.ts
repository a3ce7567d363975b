/** The public names of the module. */
import { readFileSync } from "node:fs";
import { describe, expect, expectTypeOf, it } from "vitest";
import type {
  APIKey,
  APIKeyCreate,
  APIKeyCreated,
  HealthStatus,
  LoginResponse,
  Scope,
  SystemStatus,
  Token,
  TokenCreate,
  TokenQuery,
  TokenQueryResult,
  TokenUpdate,
  User,
} from "../../src/neurograph/index.js";
import * as neurograph from "../../src/neurograph/index.js";

const packageFile = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
// The file is ours; these are the fields that the tests look at.
const manifest = JSON.parse(packageFile) as { version: string; exports: Record<string, unknown> };

describe("clientwright/neurograph", () => {
  it.each([
    "NeuroGraphClient",
    "AsyncNeuroGraphClient",
    "withClient",
    "NeuroGraphError",
    "AuthenticationError",
    "AuthorizationError",
    "NotFoundError",
    "ConflictError",
    "ValidationError",
    "RateLimitError",
    "ServerError",
    "ConnectionError",
    "TimeoutError",
    "RetryConfig",
    "retryWithBackoff",
    "asyncRetryWithBackoff",
    "shouldRetry",
    "setupLogging",
    "getLogger",
    "enableDebugLogging",
    "disableLogging",
    "toDate",
    "MockNeuroGraphClient",
    "VERSION",
  ])("exports %s [NG-142, NG-080, NG-111, NG-005]", (name) => {
    expect(neurograph).toHaveProperty(name);
  });

  it("exports the models as types [NG-142]", () => {
    expectTypeOf<TokenCreate>().toHaveProperty("text").toEqualTypeOf<string>();
    expectTypeOf<TokenUpdate>().toHaveProperty("metadata");
    expectTypeOf<TokenQuery>().toHaveProperty("query_vector");
    expectTypeOf<TokenQueryResult>().toHaveProperty("token").toEqualTypeOf<Token>();
    expectTypeOf<APIKeyCreate>().toHaveProperty("name");
    expectTypeOf<HealthStatus>().toHaveProperty("timestamp");
    expectTypeOf<SystemStatus>().toHaveProperty("tokens_count");
    expectTypeOf<LoginResponse>().toHaveProperty("user").toEqualTypeOf<User>();
  });

  it("types ids, embeddings and times as on the wire [NG-030, NG-032, NG-034]", () => {
    expectTypeOf<Token["id"]>().toEqualTypeOf<number>();
    expectTypeOf<Token["embedding"]>().toEqualTypeOf<number[]>();
    expectTypeOf<NonNullable<Token["created_at"]>>().toEqualTypeOf<string>();
  });

  it("has the secret in the type of a new key only [NG-024, NG-056]", () => {
    expectTypeOf<APIKeyCreated>().toHaveProperty("api_key").toEqualTypeOf<string>();
    expectTypeOf<APIKey>().not.toHaveProperty("api_key");
  });

  it("knows scopes and takes others [NG-025]", () => {
    expectTypeOf<"tokens:read">().toExtend<Scope>();
    expectTypeOf<"api_keys:write">().toExtend<Scope>();
    expectTypeOf<string>().toExtend<Scope>();
  });

  it("is importable from the package and states its version [NG-001]", () => {
    expect(manifest.exports).toHaveProperty(["./neurograph"]);
    expect(neurograph.VERSION).toBe(manifest.version);
  });
});
