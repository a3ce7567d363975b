/** The public names of the module. */
import { readFileSync } from "node:fs";
import { describe, expect, expectTypeOf, it } from "vitest";
import type {
  AuthResponse,
  LoginRequest,
  RegisterRequest,
  User,
} from "../../src/rust-auth/index.js";
import * as rustAuth from "../../src/rust-auth/index.js";

const packageFile = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
// The file is ours; these are the fields that the test looks at.
const manifest = JSON.parse(packageFile) as { version: string; exports: Record<string, unknown> };

describe("clientwright/rust-auth", () => {
  it("exports client, error, helpers and version [RA-009, RA-010]", () => {
    expect(Object.keys(rustAuth).sort()).toEqual([
      "AdminResource",
      "AuthClient",
      "AuthError",
      "MfaResource",
      "OAuth2Resource",
      "VERSION",
      "createPkcePair",
      "requireUser",
    ]);
  });

  it("exports the models as types [RA-010, RA-003]", () => {
    expectTypeOf<User>().toHaveProperty("createdAt").toEqualTypeOf<Date>();
    expectTypeOf<AuthResponse>().toHaveProperty("user").toEqualTypeOf<User>();
    expectTypeOf<LoginRequest>().toEqualTypeOf<{
      readonly email: string;
      readonly password: string;
    }>();
    expectTypeOf<RegisterRequest>().toHaveProperty("firstName").toEqualTypeOf<string>();
  });

  it("is importable from the package and states its version [RA-009, RA-010]", () => {
    expect(manifest.exports).toHaveProperty(["./rust-auth"]);
    expect(rustAuth.VERSION).toBe(manifest.version);
  });
});
