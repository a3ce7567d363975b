/** Which server, whose token, and what the package exports. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as ndiCloud from "../../src/ndi-cloud/index.js";
import {
  datasetUrl,
  NdiCloudClient,
  NdiConfigError,
  NdiValidationError,
  resolveBaseUrl,
} from "../../src/ndi-cloud/index.js";
import { fakeFetch } from "../../src/testing/index.js";
import {
  adasToken,
  credentials,
  datasetPage,
  ferret,
  ids,
  loginAnswer,
} from "./support/answers.js";
import { given, rejection } from "./support/given.js";

const production = "https://api.ndi-cloud.com/v1";
const development = "https://dev-api.ndi-cloud.com/v1";
const page = datasetPage(0, 0);

describe("the server", () => {
  it("is production by default [NDI-001]", async () => {
    const { client, fetch } = given([page]);
    await client.datasets.listPublished();
    expect(fetch.last.url).toBe(`${production}/datasets/published?page=1&pageSize=20`);
  });

  it("is development by the name of the environment [NDI-002]", async () => {
    const { client, fetch } = given([page], { environment: "development" });
    await client.datasets.listPublished();
    expect(fetch.last.url).toMatch(`${development}/datasets/published`);
  });

  it.each([
    ["production", production],
    ["development", development],
    ["prod", production],
    ["DEV", development],
  ])("is chosen by NDI_CLOUD_ENV=%s [NDI-125, NDI-126, NDI-127]", async (name, url) => {
    const { client, fetch } = given([page], { env: { NDI_CLOUD_ENV: name } });
    await client.datasets.listPublished();
    expect(fetch.last.url).toMatch(`${url}/datasets`);
  });

  it("is read when a client is made, not when the module is loaded [NDI-127]", () => {
    const env: Record<string, string> = {};
    expect(resolveBaseUrl(env)).toBe(production);
    env.NDI_CLOUD_ENV = "development";
    expect(resolveBaseUrl(env)).toBe(development);
  });

  it("follows an order: option, NDI_CLOUD_URL, NDI_CLOUD_ENV, CLOUD_API_ENVIRONMENT [NDI-127]", () => {
    const env = {
      NDI_CLOUD_URL: "http://localhost:9/v1/",
      NDI_CLOUD_ENV: "development",
      CLOUD_API_ENVIRONMENT: "prod",
    };
    expect(resolveBaseUrl(env, { baseUrl: "http://127.0.0.1:1/v1/" })).toBe(
      "http://127.0.0.1:1/v1",
    );
    expect(resolveBaseUrl(env, { environment: "production" })).toBe(production);
    expect(resolveBaseUrl(env)).toBe("http://localhost:9/v1");
    expect(resolveBaseUrl({ ...env, NDI_CLOUD_URL: "" })).toBe(development);
    expect(resolveBaseUrl({ CLOUD_API_ENVIRONMENT: "dev" })).toBe(development);
  });

  it("is refused when nobody knows the name [NDI-127]", () => {
    const make = () => new NdiCloudClient({ env: { NDI_CLOUD_ENV: "staging" } });
    expect(make).toThrow(NdiConfigError);
    expect(() => resolveBaseUrl({ NDI_CLOUD_ENV: "constructor" })).toThrow(NdiConfigError);
  });
});

describe("the token", () => {
  it("goes as bearer token, with JSON wanted and no body type where there is no body [NDI-017, NDI-169]", async () => {
    const { client, fetch } = given([{ json: ferret }], { token: "abc.def.ghi" });
    await client.datasets.get(ids.dataset);
    expect(fetch.last.headers).toMatchObject({
      authorization: "Bearer abc.def.ghi",
      accept: "application/json",
    });
    expect(fetch.last.headers).not.toHaveProperty("content-type");
    expect(fetch.count).toBe(1);
  });

  it("comes from a function for each attempt [NDI-017, NDI-169]", async () => {
    const tokens = ["t1", "t2", "t3"];
    const { client, bearers } = given([{ json: ferret }, { json: ferret }], {
      token: async () => tokens.shift() ?? "",
    });
    await client.datasets.get(ids.dataset);
    await client.datasets.get(ids.dataset);
    expect(bearers()).toEqual(["Bearer t1", "Bearer t2"]);
  });

  it("from a function is asked for anew after a 401 [NDI-169]", async () => {
    const tokens = ["old", "new", "new"];
    const { client, bearers } = given([{ status: 401 }, { json: ferret }], {
      token: () => tokens.shift() ?? "",
    });
    await client.datasets.get(ids.dataset);
    expect(bearers()).toEqual(["Bearer old", "Bearer new"]);
  });

  it("may be another one for one call [NDI-169]", async () => {
    const { client, bearers } = given([{ json: ferret }, { json: ferret }], { token: "mine" });
    await client.datasets.get(ids.dataset, { auth: { bearerAuth: "other" } });
    await client.datasets.get(ids.dataset, { auth: false });
    expect(bearers()).toEqual(["Bearer other", undefined]);
  });

  it("that is empty sends no credentials at all [NDI-046]", async () => {
    const { client, fetch } = given([datasetPage(2, 2)], { token: "" });
    const { datasets } = await client.datasets.list({ page: 1, pageSize: 10, isPublished: true });
    expect(fetch.last.headers).not.toHaveProperty("authorization");
    expect(fetch.lines).toEqual(["GET /v1/datasets/published?page=1&pageSize=10"]);
    expect(datasets.map(({ name, documentCount }) => [name, documentCount])).toEqual([
      ["dataset 1", 1],
      ["dataset 2", 2],
    ]);
  });

  it("that is missing fails calls that need one before anything is sent", async () => {
    const { client, fetch } = given([]);
    const error = await rejection(client.users.me());
    expect(error).toBeInstanceOf(ndiCloud.NdiAuthError);
    expect(error.message).toBe("No valid token and no credentials available");
    expect(fetch.count).toBe(0);
  });

  it("is shown by nothing that prints a client", () => {
    const token = adasToken();
    const { client } = given([], { token, credentials });
    const shown = `${JSON.stringify(client)} ${String(client)} ${Object.keys(client).join()}`;
    expect(shown).not.toContain(token);
    expect(shown).not.toContain(credentials.password);
  });
});

describe("fromEnv", () => {
  it("takes the token and the organization that are there [NDI-011, NDI-134]", async () => {
    const fetch = fakeFetch([{ json: ferret }]);
    const token = adasToken(1, 1e9);
    const env = { NDI_CLOUD_TOKEN: token, NDI_CLOUD_ORGANIZATION_ID: ids.organization };
    const client = NdiCloudClient.fromEnv({ env, fetch });
    await client.datasets.get(ids.dataset);
    expect(fetch.last.headers.authorization).toBe(`Bearer ${token}`);
    expect(client.organizationId).toBe(ids.organization);
  });

  it("logs in with the name and password that are there, when the token is over [NDI-011, NDI-124]", async () => {
    const fresh = adasToken(2, 1e9);
    const fetch = fakeFetch([loginAnswer(fresh), { json: ferret }]);
    const env = {
      NDI_CLOUD_TOKEN: adasToken(1, -1e9),
      NDI_CLOUD_USERNAME: credentials.email,
      NDI_CLOUD_PASSWORD: credentials.password,
    };
    const client = NdiCloudClient.fromEnv({ env, fetch });
    await client.datasets.get(ids.dataset);
    expect(fetch.requests[0]?.json).toEqual(credentials);
    expect(fetch.last.headers.authorization).toBe(`Bearer ${fresh}`);
  });

  it("lets options win, and is nobody's in an empty environment [NDI-011]", async () => {
    const fetch = fakeFetch([{ json: ferret }, { json: ferret }]);
    const env = { NDI_CLOUD_TOKEN: "from-env" };
    await NdiCloudClient.fromEnv({ env, fetch, token: "mine" }).datasets.get(ids.dataset);
    expect(fetch.last.headers.authorization).toBe("Bearer mine");
    await NdiCloudClient.fromEnv({ env: {}, fetch }).datasets.get(ids.dataset);
    expect(fetch.last.headers).not.toHaveProperty("authorization");
  });
});

describe("datasetUrl", () => {
  it("is the page for people, at a site that can be chosen [NDI-035, NDI-097, NDI-107]", () => {
    expect(datasetUrl("66f0")).toBe("https://ndicloud.org/datasets/66f0");
    expect(datasetUrl("a/b", { siteUrl: "https://site.test/" })).toBe(
      "https://site.test/datasets/a%2Fb",
    );
    const { client } = given([], { siteUrl: "https://site.test" });
    expect(client.datasetUrl(ids.dataset)).toBe(`https://site.test/datasets/${ids.dataset}`);
    expect(() => datasetUrl("")).toThrow(NdiValidationError);
  });
});

describe("clientwright/ndi-cloud", () => {
  it("is importable from the package and states its version", () => {
    const packageFile = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
    // The file is ours; these are the fields that the test looks at.
    const manifest = JSON.parse(packageFile) as { version: string; exports: object };
    expect(manifest.exports).toHaveProperty(["./ndi-cloud"]);
    expect(ndiCloud.VERSION).toBe(manifest.version);
  });
});
