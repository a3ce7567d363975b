/** OAuth 2.0: the user's way there and back, and tokens. */
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import {
  AuthenticationError,
  buildAuthorizeUrl,
  clientCredentials,
  exchangeCode,
  readAuthorizeCallback,
  TracktionApiError,
  TracktionClient,
} from "../../src/tracktion/index.js";
import { found, given, rejection } from "./support/given.js";

const redirectUri = "https://app.example/back?from=tracktion";
const app = { clientId: "app 1", clientSecret: "s3cret-of-the-app" };
const granted = {
  json: {
    access_token: "oat-1-token",
    token_type: "bearer",
    expires_in: 3_600,
    refresh_token: "ort-1-token",
  },
};

describe("the address to agree at", () => {
  it("has everything encoded, and scopes parted by spaces [TK-143]", () => {
    const scope = ["search", "tracklists"];
    const url = new URL(buildAuthorizeUrl({ clientId: "app 1", redirectUri, scope, state: "a&b" }));
    expect(url.origin + url.pathname).toBe("https://api.tracktion.com/api/v1/oauth/authorize");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: "code",
      client_id: "app 1",
      redirect_uri: redirectUri,
      scope: "search tracklists",
      state: "a&b",
    });
    expect(url.search).toContain("scope=search+tracklists");
  });

  it("is elsewhere when that is said, and leaves out what is not [TK-143]", () => {
    const baseUrl = "http://localhost:8000/";
    const url = buildAuthorizeUrl({ clientId: "a", redirectUri: "https://b.example", baseUrl });
    expect(url).toBe(
      "http://localhost:8000/api/v1/oauth/authorize?response_type=code&client_id=a&redirect_uri=https%3A%2F%2Fb.example",
    );
    const insecure = { clientId: "a", redirectUri: "b", baseUrl: "http://tracktion.example" };
    expect(() => buildAuthorizeUrl(insecure)).toThrow(TracktionApiError);
  });
});

describe("the way back", () => {
  it("has the code, if it is the same user's [TK-143]", () => {
    const back = "https://app.example/back?code=c%201&state=xyz";
    expect(readAuthorizeCallback(back, "xyz")).toBe("c 1");
    expect(readAuthorizeCallback(new URL(back))).toBe("c 1");
    expect(() => readAuthorizeCallback(back, "abc")).toThrow(AuthenticationError);
    expect(() => readAuthorizeCallback(back, "abc")).toThrow("wrong state");
  });

  it.each([
    ["a refusal", "https://app.example/back?error=access_denied&state=xyz", "access_denied"],
    ["nothing", "https://app.example/back?state=xyz", "there is no code"],
    ["no state", "https://app.example/back?code=1", "wrong state"],
  ])("may have %s instead [TK-143]", (_name, url, message) => {
    expect(() => readAuthorizeCallback(url, "xyz")).toThrow(message);
  });
});

describe("a token", () => {
  it("is got for the code, by a form and without other credentials [TK-143]", async () => {
    const { fetch, clock } = given([granted, found]);
    const client = new TracktionClient({ fetch, clock, apiKey: "tk_test_1" });
    const exchange = { ...app, code: "c 1", redirectUri };
    const token = await exchangeCode(client, exchange);
    expect(fetch.lines).toEqual(["POST /api/v1/oauth/token"]);
    expect(fetch.last.headers["content-type"]).toContain("application/x-www-form-urlencoded");
    expect(fetch.last.headers.authorization).toBeUndefined();
    expect(Object.fromEntries(fetch.last.form)).toEqual({
      grant_type: "authorization_code",
      code: "c 1",
      client_id: "app 1",
      client_secret: "s3cret-of-the-app",
      redirect_uri: redirectUri,
    });
    await new TracktionClient({ fetch, clock, apiKey: token.access_token }).searchTracks("x");
    expect(fetch.last.headers.authorization).toBe("Bearer oat-1-token");
    const printed = inspect(token) + JSON.stringify(token);
    expect(printed).not.toMatch(/oat-1|ort-1/);
  });

  it("is got by the app for itself [TK-143]", async () => {
    const { fetch, clock } = given({ "* /*": granted });
    const client = new TracktionClient({ fetch, clock });
    const token = await clientCredentials(client, { ...app, scope: ["search", "batch"] });
    expect(token.access_token).toBe("oat-1-token");
    expect(fetch.last.text).toBe(
      "grant_type=client_credentials&client_id=app+1&client_secret=s3cret-of-the-app&scope=search+batch",
    );
    await clientCredentials(client, app);
    expect(fetch.last.form.has("scope")).toBe(false);
  });

  it("is refused without the secret in the error", async () => {
    const refused = { status: 401, text: "no: s3cret-of-the-app" };
    const { fetch, clock } = given([refused]);
    const error = await rejection(clientCredentials(new TracktionClient({ fetch, clock }), app));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(inspect(error) + JSON.stringify(error)).not.toContain("s3cret");
  });
});
