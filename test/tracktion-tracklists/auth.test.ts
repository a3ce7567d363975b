/** Which credentials go to which operation. */
import { describe, expect, it } from "vitest";
import {
  AuthenticationError,
  ConnectionError,
  TracktionTracklistsError,
} from "../../src/tracktion-tracklists/index.js";
import { rejection } from "../support/rejection.js";
import { given } from "./given.js";

const grant = {
  access_token: "a.b.1",
  refresh_token: "r.1",
  token_type: "bearer",
  expires_in: 1800,
};
const admin = { username: "admin", password: "correct horse" };
const statistics = "GET /admin/operations/statistics";
const login = "POST /auth/login";
const refresh = "POST /auth/refresh";

describe("credentials", () => {
  it("are not sent when there are none", async () => {
    const { client, fetch } = given([{ json: [] }]);
    await client.cue.formats.list();
    expect(fetch.last.headers).not.toHaveProperty("authorization");
    expect(fetch.last.headers).not.toHaveProperty("x-api-key");
  });

  it("are the API key in a header of its own", async () => {
    const { client, fetch } = given([{ json: [] }], { apiKey: "tk_test_1" });
    await client.cue.formats.list();
    expect(fetch.last.headers["x-api-key"]).toBe("tk_test_1");
    expect(fetch.last.headers).not.toHaveProperty("authorization");
  });

  it("are the access token rather than the key", async () => {
    const { client, fetch } = given([{ json: [] }], { apiKey: "tk_test_1", accessToken: "a.b.c" });
    await client.cue.formats.list();
    expect(fetch.last.headers["authorization"]).toBe("Bearer a.b.c");
    expect(fetch.last.headers).not.toHaveProperty("x-api-key");
  });

  it("never go to operations that are open to everybody", async () => {
    const { client, fetch } = given(
      { "GET /health": { json: {} }, [login]: { json: grant } },
      {
        apiKey: "tk_test_1",
        accessToken: "a.b.c",
        admin,
      },
    );
    await client.health.check();
    await client.admin.auth.login(admin);
    for (const { headers } of fetch.requests) {
      expect(headers).not.toHaveProperty("authorization");
      expect(headers).not.toHaveProperty("x-api-key");
    }
  });

  it("of another kind do not do for usage, and nothing is sent", async () => {
    const { client, fetch } = given([], { apiKey: "tk_test_1", admin });
    const error = await rejection(client.developer.getUsageSummary());
    expect(error).toBeInstanceOf(TracktionTracklistsError);
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(fetch.count).toBe(0);
  });
});

describe("an administrator", () => {
  it("logs in when first needed, once for many calls, and only for administration", async () => {
    const { client, fetch } = given(
      {
        [login]: { json: grant },
        [statistics]: { json: {} },
        "GET /api/v1/cue/formats": { json: [] },
      },
      { admin },
    );
    await client.cue.formats.list();
    expect(fetch.last.headers).not.toHaveProperty("authorization");
    await Promise.all([client.admin.getStatistics(), client.admin.getStatistics()]);
    expect(fetch.lines).toEqual([
      "GET /api/v1/cue/formats",
      "POST /auth/login",
      "GET /admin/operations/statistics",
      "GET /admin/operations/statistics",
    ]);
    expect(fetch.requests[1]?.json).toEqual(admin);
    expect(fetch.requests[1]?.headers).not.toHaveProperty("authorization");
    expect(fetch.last.headers["authorization"]).toBe("Bearer a.b.1");
  });

  it("gets a new token with the refresh token, which goes into the query without credentials", async () => {
    const renewed = { ...grant, access_token: "a.b.2", refresh_token: null };
    const { client, fetch, clock } = given(
      { [login]: { json: grant }, [refresh]: { json: renewed }, [statistics]: { json: {} } },
      { admin },
    );
    await client.admin.getStatistics();
    await clock.advance(1_800_000);
    await client.admin.getStatistics();
    const sent = fetch.requests.find(({ path }) => path === "/auth/refresh");
    expect([sent?.query.get("refresh_token"), sent?.text]).toEqual(["r.1", ""]);
    expect(sent?.headers).not.toHaveProperty("authorization");
    expect(fetch.last.headers["authorization"]).toBe("Bearer a.b.2");
  });

  it("logs in again when the refresh token is refused", async () => {
    const { client, fetch } = given(
      {
        [login]: [{ json: grant }, { json: { ...grant, access_token: "a.b.3" } }],
        [refresh]: { status: 401, json: { detail: "Invalid refresh token" } },
        [statistics]: [{ status: 401, json: { detail: "Invalid or expired token" } }, { json: {} }],
      },
      { admin },
    );
    await client.admin.getStatistics();
    expect(fetch.lines.map((line) => line.split("?")[0])).toEqual([
      login,
      statistics,
      refresh,
      login,
      statistics,
    ]);
    expect(fetch.last.headers["authorization"]).toBe("Bearer a.b.3");
  });

  it("whose login is refused gets an AuthenticationError that says why", async () => {
    const refused = { status: 401, json: { detail: "Incorrect username or password" } };
    const { client, fetch } = given({ [login]: refused }, { admin });
    const error = await rejection(client.admin.getStatistics());
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({
      message: expect.stringContaining("Incorrect username or password"),
    });
    expect(fetch.count).toBe(1);
  });

  it("does not find the password in what an error prints", async () => {
    const input = { detail: `password "${admin.password}" is too short` };
    const { client } = given({ [login]: { status: 422, json: input } }, { admin });
    const error = await rejection(client.admin.getStatistics());
    expect(`${error} ${JSON.stringify(error)}`).toContain("is too short");
    expect(`${error} ${JSON.stringify(error)}`).not.toContain(admin.password);
  });

  it("does not find the refresh token in what is logged or thrown when renewing fails", async () => {
    const said: unknown[] = [];
    const log = (...parts: unknown[]): void => void said.push(...parts);
    const { client, clock } = given(
      {
        [login]: [{ json: grant }, { networkError: "ECONNRESET" }],
        [refresh]: { status: 401, json: { detail: `unknown token ${grant.refresh_token}` } },
        [statistics]: { json: {} },
      },
      { admin, logger: { debug: log, info: log, warn: log, error: log } },
    );
    await client.admin.getStatistics();
    await clock.advance(1_800_000);
    const error = await rejection(client.admin.getStatistics());
    expect(error).toBeInstanceOf(ConnectionError);
    expect(said.length).toBeGreaterThan(0);
    expect(`${JSON.stringify(said)} ${error} ${JSON.stringify(error)}`).not.toContain("r.1");
  });
});
