/** Who sent a request to one's own server. */
import { describe, expect, it } from "vitest";
import { requireUser } from "../../src/rust-auth/index.js";
import { empty, mara } from "./support/answers.js";
import { given, rejection } from "./support/given.js";

const withToken = (authorization: string) => ({ headers: { authorization } });

describe("requireUser", () => {
  it.each([
    ["a Request", new Request("https://app.test", { headers: { authorization: "Bearer tok-1" } })],
    ["headers of Node", withToken("Bearer tok-1")],
  ])("answers the user behind the token of %s [RA-138, RA-139]", async (_what, request) => {
    const { client, bearers } = given({ "GET /api/auth/me": { json: mara } });
    const { user, client: scoped } = await requireUser(client, request);
    expect(user.email).toBe("mara.quill@example.org");
    expect(bearers()).toEqual(["Bearer tok-1"]);
    expect(scoped.getAccessToken()).toBe("tok-1");
    expect(client.isAuthenticated()).toBe(false);
  });

  it.each([
    ["none", { headers: {} }],
    ["none, of a Request", new Request("https://app.test")],
    ["another scheme", withToken("Basic abc")],
    ["another case", withToken("bearer tok-1")],
    ["no token", withToken("Bearer ")],
    ["two blanks", withToken("Bearer  tok-1")],
    ["two values", { headers: { authorization: ["Bearer a", "Bearer b"] } }],
  ])("refuses %s without asking the service [RA-138]", async (_what, request) => {
    const { client, fetch } = given([]);
    const error = await rejection(requireUser(client, request));
    expect(error).toMatchObject({ message: "Invalid authorization header", statusCode: 401 });
    expect(fetch.count).toBe(0);
  });

  it.each([401, 403])("refuses a token that the service refuses: %s [RA-138]", async (status) => {
    const { client } = given([empty(status)]);
    const error = await rejection(requireUser(client, withToken("Bearer tok-1")));
    expect(error).toMatchObject({ message: "Invalid token", statusCode: 401 });
    expect(error.cause).toMatchObject({ statusCode: status });
  });

  it("does not blame the token for a service that is down [RA-138]", async () => {
    const { client } = given([empty(503)], { maxRetries: 0 });
    const error = await rejection(requireUser(client, withToken("Bearer tok-1")));
    expect(error).toMatchObject({ statusCode: 503 });
  });
});
