/** Options of a client, its default company, its services, and its end. */
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeFetch } from "../../src/testing/index.js";
import * as valentina from "../../src/valentina/index.js";
import {
  APIConfig,
  type APIConfigOptions,
  ConfigurationError,
  configureDefaultClient,
  defaultClient,
  VClient,
} from "../../src/valentina/index.js";
import { rejection } from "../support/rejection.js";
import { apiKey, baseUrl, given, listing } from "./support/given.js";

const health = { json: { version: "0.7.0", database_status: "online", cache_status: "online" } };

/** What is thrown; a failure when nothing is. */
function thrown(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

describe("a client's options", () => {
  it.each(["", "/", "///", "/prefix", "/prefix//"])(
    "lead every request to its server, slashes at the end left out: '%s' [VN-013, VN-015]",
    async (end) => {
      const { client, fetch } = given([health], { baseUrl: baseUrl + end });
      await client.system.health();
      expect(fetch.last.url).toBe(`${baseUrl}${end.replace(/\/+$/, "")}/api/v1/health`);
    },
  );

  it("take an URL for a server as well [VN-013]", async () => {
    const { client, fetch } = given([health], { baseUrl: new URL(baseUrl) });
    await client.system.health();
    expect(fetch.last.url).toBe(`${baseUrl}/api/v1/health`);
  });

  it("send the key with every request, health included [VN-013, VN-016, VN-095]", async () => {
    const { client, fetch } = given([health, { json: {} }]);
    await client.system.health();
    await client.companies.get("c1");
    for (const { headers } of fetch.requests) {
      expect(headers["x-api-key"]).toBe(apiKey);
      expect(headers.accept).toBe("application/json");
    }
  });

  it("add headers, over Accept, and never over the key [VN-016]", async () => {
    const headers = { accept: "application/problem+json", "x-trace": "7", "X-API-KEY": "other" };
    const { client, fetch } = given([health], { headers });
    await client.system.health();
    expect(fetch.last.headers).toMatchObject({
      accept: "application/problem+json",
      "x-trace": "7",
      "x-api-key": apiKey,
    });
  });

  it("add headers of a configuration as well [VN-409]", async () => {
    const { fetch } = given([health]);
    const config = new APIConfig({ baseUrl, apiKey, headers: { "x-trace": "7" } });
    await new VClient({ config, fetch, setAsDefault: false }).system.health();
    expect(fetch.last.headers["x-trace"]).toBe("7");
  });

  const missing: readonly (readonly [string, object, string])[] = [
    ["VN-015", { apiKey }, "base_url is required"],
    ["VN-015", { apiKey, baseUrl: "" }, "base_url is required"],
    ["VN-016", { baseUrl }, "api_key is required"],
    ["VN-016", { baseUrl, apiKey: "" }, "api_key is required"],
  ];
  it.each(missing)("must be there [%s]: %j", (_, options, message) => {
    // As people without types would call it.
    const error = thrown(() => new VClient(options as APIConfigOptions));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ message, name: "ConfigurationError" });
  });

  it.each(["timeoutMs", "maxRetries", "retryDelayMs"])(
    "must make sense: %s [VN-017, VN-018, VN-019]",
    (name) => {
      for (const value of [-1, Number.NaN]) {
        const error = thrown(() => given([], { [name]: value }));
        expect(error).toBeInstanceOf(ConfigurationError);
        expect(String(error)).toBe(`${name} must be a number, 0 or more`);
      }
    },
  );

  it("have the guide's defaults [VN-017, VN-018, VN-019, VN-020, VN-021, VN-022, VN-409]", () => {
    const { apiKey: _, ...defaults } = new APIConfig({ baseUrl: `${baseUrl}/`, apiKey });
    expect(defaults).toEqual({
      baseUrl,
      timeoutMs: 30_000,
      maxRetries: 3,
      retryDelayMs: 1_000,
      autoRetryRateLimit: true,
      autoIdempotencyKeys: false,
      defaultCompanyId: undefined,
      retryStatuses: [],
      headers: {},
    });
  });

  it("are readable on a configuration under the names they were given by [VN-014, VN-409]", () => {
    const options = {
      ...{ baseUrl, apiKey, timeoutMs: 5_000, maxRetries: 7, retryDelayMs: 50 },
      ...{ autoRetryRateLimit: false, autoIdempotencyKeys: true, defaultCompanyId: "c7" },
    };
    expect(new APIConfig(options)).toMatchObject(options);
    expect(inspect(new APIConfig(options)) + JSON.stringify(new APIConfig(options))).not.toContain(
      apiKey,
    );
  });

  it("limit each attempt to thirty seconds [VN-017]", async () => {
    const { client, clock, fetch } = given([{ never: true }]);
    let settled = false;
    const outcome = rejection(client.system.health()).finally(() => {
      settled = true;
    });
    await vi.waitFor(() => expect(fetch.count).toBe(1));
    clock.advance(29_999);
    await Promise.resolve();
    expect(settled).toBe(false);
    clock.advance(1);
    expect(await outcome).toMatchObject({ kind: "timeout", limitMs: 30_000 });
  });

  it("limit each attempt as they say, and a call may say otherwise [VN-017]", async () => {
    const script = [{ never: true }, { never: true }];
    const { client, clock, fetch } = given(script, { timeoutMs: 500 });
    const first = rejection(client.system.health());
    await vi.waitFor(() => expect(fetch.count).toBe(1));
    clock.advance(500);
    expect(await first).toMatchObject({ kind: "timeout", limitMs: 500 });
    const second = rejection(client.system.health({ timeoutMs: 20 }));
    await vi.waitFor(() => expect(fetch.count).toBe(2));
    clock.advance(20);
    expect(await second).toMatchObject({ kind: "timeout", limitMs: 20 });
  });

  it("may be a configuration, which wins over single options [VN-014, VN-409]", async () => {
    const fetch = fakeFetch([{ status: 201, json: {} }]);
    const config = new APIConfig({
      ...{ baseUrl, apiKey, autoIdempotencyKeys: true, defaultCompanyId: "c7", timeoutMs: 1 },
    });
    const client = new VClient({
      ...{ config, fetch, setAsDefault: false, baseUrl: "https://other.test", apiKey: "other" },
      ...{ autoIdempotencyKeys: false, defaultCompanyId: "c8", timeoutMs: 0, maxRetries: 0 },
    });
    await client.dictionary().create({ term: "Sire", link: "https://a.test" }, { timeoutMs: 0 });
    expect(client.defaultCompanyId).toBe("c7");
    expect(fetch.last.url).toBe(`${baseUrl}/api/v1/companies/c7/dictionaries`);
    expect(fetch.last.headers).toMatchObject({ "x-api-key": apiKey });
    expect(fetch.last.headers).toHaveProperty("idempotency-key");
  });

  it("ask browsers to keep no answers, and platforms without caches nothing", async () => {
    const caches: (string | undefined)[] = [];
    const fetch: typeof globalThis.fetch = async (_input, init) => {
      caches.push(init?.cache);
      return Response.json({});
    };
    await given([], { fetch }).client.system.health();
    vi.stubGlobal("document", {});
    await given([], { fetch }).client.system.health();
    vi.unstubAllGlobals();
    expect(caches).toEqual([undefined, "no-store"]);
  });
});

describe("the default company", () => {
  it("is that of services that are given none [VN-022, VN-030, VN-031, VN-055, VN-410]", async () => {
    const { client, fetch } = given(listing(1));
    const own = client.users();
    const other = client.users({ companyId: "other" });
    configureDefaultClient(client);
    const fromFactory = valentina.usersService();
    const otherFromFactory = valentina.usersService({ companyId: "explicit" });
    expect(fetch.count).toBe(0);
    for (const service of [own, other, fromFactory, otherFromFactory]) await service.listAll();
    expect(fetch.requests.map(({ path }) => path)).toEqual(
      ["c1", "other", "c1", "explicit"].map((id) => `/api/v1/companies/${id}/users`),
    );
  });

  it("is not used where one is given [VN-032, VN-055]", async () => {
    const { client, fetch } = given(listing(1));
    await client.campaigns("u1", { companyId: "c2" }).getPage();
    await client.characterTraits("u1", "p1", "ch1", { companyId: "c2" }).getPage();
    expect(fetch.requests.every(({ path }) => path.startsWith("/api/v1/companies/c2/"))).toBe(true);
  });

  it("counts for a company that is empty [VN-035]", async () => {
    const { client, fetch } = given(listing(1));
    await client.users({ companyId: "" }).getPage();
    expect(fetch.last.path).toBe("/api/v1/companies/c1/users");
  });

  it.each(["", undefined])("must be known when a service is made: %j [VN-034, VN-035]", (id) => {
    const { client, fetch } = given([], { defaultCompanyId: id });
    const makers = [
      () => client.users(),
      () => client.campaigns("u1"),
      () => client.books("u1", "p1", { companyId: "" }),
      () => client.options({ companyId: undefined }),
    ];
    for (const make of makers) {
      const error = thrown(make);
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(String(error)).toBe("company_id is required (no default_company_id configured)");
    }
    expect(fetch.count).toBe(0);
  });

  it("may be read [VN-093]", () => {
    expect(given([]).client.defaultCompanyId).toBe("c1");
    expect(given([], { defaultCompanyId: undefined }).client.defaultCompanyId).toBeUndefined();
  });

  it("is put into the path as one segment, whatever it holds", async () => {
    const { client, fetch } = given(listing(1));
    await client.users({ companyId: "a/b ?" }).getPage();
    expect(fetch.last.path).toBe("/api/v1/companies/a%2Fb%20%3F/users");
  });
});

describe("a client's services", () => {
  it("are the same each time where they need no company [VN-052]", () => {
    const { client } = given([]);
    expect(client.companies).toBe(client.companies);
    expect(client.developer).toBe(client.developer);
    expect(client.globalAdmin).toBe(client.globalAdmin);
    expect(client.system).toBe(client.system);
  });

  it("are made afresh where they have a scope [VN-053]", () => {
    const { client } = given([]);
    expect(client.users()).not.toBe(client.users());
    expect(client.dicreolls("u1")).toBeInstanceOf(client.dicerolls("u1").constructor);
  });

  it("answer promises and async iterables, and nothing else [VN-001]", async () => {
    const { client } = given(listing(1));
    const page = client.users().getPage();
    expect(page).toBeInstanceOf(Promise);
    const all = client.users().listAll();
    expect(all).toBeInstanceOf(Promise);
    expect(client.users().iterAll()[Symbol.asyncIterator]).toBeTypeOf("function");
    await Promise.all([page, all]);
  });
});

describe("the default client", () => {
  beforeEach(() => vi.resetModules());

  it("is the last one that was made, without a request [VN-010, VN-054]", async () => {
    const { VClient: Client, ...module } = await import("../../src/valentina/index.js");
    const fetch = fakeFetch([]);
    const first = new Client({ baseUrl, apiKey, fetch });
    expect(module.defaultClient()).toBe(first);
    const second = new Client({ baseUrl, apiKey, fetch, setAsDefault: true });
    expect(module.defaultClient()).toBe(second);
    module.configureDefaultClient(first);
    expect(module.defaultClient()).toBe(first);
    expect(fetch.count).toBe(0);
  });

  it("is not one that shall not be it [VN-092, VN-091]", async () => {
    const { VClient: Client, ...module } = await import("../../src/valentina/index.js");
    const first = new Client({ baseUrl, apiKey });
    new Client({ baseUrl, apiKey, setAsDefault: false });
    expect(module.defaultClient()).toBe(first);
  });

  it("must be there for the factory functions [VN-051]", async () => {
    const module = await import("../../src/valentina/index.js");
    const message = "No default client configured. Call configureDefaultClient() first.";
    for (const make of [
      module.defaultClient,
      module.companiesService,
      module.usersService,
      () => module.campaignsService("u1"),
    ]) {
      const error = thrown(make);
      expect(error).toBeInstanceOf(module.ConfigurationError);
      expect(String(error)).toBe(message);
    }
  });
});

const scoped = { companyId: "c5" };
const page = (service: { getPage(): PromiseLike<unknown> }) => service.getPage();
const factories: readonly (readonly [string, string, () => PromiseLike<unknown>, string])[] = [
  [
    "VN-036",
    "campaignsService",
    () => page(valentina.campaignsService("u1", scoped)),
    "/users/u1/campaigns",
  ],
  [
    "VN-037",
    "booksService",
    () => page(valentina.booksService("u1", "p1", scoped)),
    "/users/u1/campaigns/p1/books",
  ],
  [
    "VN-038",
    "chaptersService",
    () => page(valentina.chaptersService("u1", "p1", "b1", scoped)),
    "/users/u1/campaigns/p1/books/b1/chapters",
  ],
  [
    "VN-039",
    "characterAutogenService",
    () => valentina.characterAutogenService("u1", "p1", scoped).startChargenSession(),
    "/users/u1/campaigns/p1/characters/chargen/start",
  ],
  [
    "VN-040",
    "characterBlueprintService",
    () => valentina.characterBlueprintService(scoped).getConceptsPage(),
    "/characterblueprint/concepts",
  ],
  [
    "VN-041",
    "characterTraitsService",
    () => page(valentina.characterTraitsService("u1", "p1", "ch1", scoped)),
    "/users/u1/campaigns/p1/characters/ch1/traits",
  ],
  [
    "VN-042",
    "charactersService",
    () => page(valentina.charactersService("u1", "p1", scoped)),
    "/users/u1/campaigns/p1/characters",
  ],
  ["VN-043", "companiesService", () => page(valentina.companiesService()), ""],
  ["VN-044", "developerService", () => valentina.developerService().getMe(), "/developers/me"],
  [
    "VN-045",
    "dicerollsService",
    () => page(valentina.dicerollsService("u1", scoped)),
    "/users/u1/dicerolls",
  ],
  [
    "VN-045",
    "dicreollsService",
    () => page(valentina.dicreollsService("u1", scoped)),
    "/users/u1/dicerolls",
  ],
  ["VN-046", "dictionaryService", () => page(valentina.dictionaryService(scoped)), "/dictionaries"],
  ["VN-047", "globalAdminService", () => page(valentina.globalAdminService()), "/admin/developers"],
  ["VN-048", "optionsService", () => valentina.optionsService(scoped).getOptions(), "/options"],
  ["VN-049, VN-011", "systemService", () => valentina.systemService().health(), "/health"],
  ["VN-050, VN-033", "usersService", () => page(valentina.usersService(scoped)), "/users"],
];
const unscoped = ["developerService", "globalAdminService", "systemService"];

describe("the factory functions", () => {
  for (const [rows, name, call, path] of factories) {
    it(`lead from anywhere to the service of the default client: ${name} [${rows}, VN-003]`, async () => {
      const { client, fetch } = given([{ json: {} }]);
      configureDefaultClient(client);
      await call();
      const company = name === "companiesService" ? "/companies" : "/companies/c5";
      const start = unscoped.includes(name) ? "" : company;
      expect(fetch.last.path).toBe(`/api/v1${start}${path}`);
    });
  }

  it("use the default company of the default client [VN-033, VN-055]", async () => {
    const { client, fetch } = given(listing(1));
    configureDefaultClient(client);
    expect(defaultClient()).toBe(client);
    await valentina.campaignsService("u1").getPage();
    expect(fetch.last.path).toBe("/api/v1/companies/c1/users/u1/campaigns");
  });
});

describe("the end of a client", () => {
  afterEach(() => vi.restoreAllMocks());

  it("refuses later calls [VN-091, VN-093]", async () => {
    const { client, fetch } = given([health]);
    expect(client.isClosed).toBe(false);
    await client.close();
    expect(client.isClosed).toBe(true);
    const error = await rejection(client.system.health());
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(fetch.count).toBe(0);
  });

  it("comes with the end of its block [VN-091]", async () => {
    let kept: VClient;
    {
      await using client = given([health]).client;
      await client.system.health();
      kept = client;
    }
    expect(kept.isClosed).toBe(true);
  });
});

describe("the API key", () => {
  it("stays when it is replaced on the server, until another is set [VN-099]", async () => {
    const renewed = {
      id: "d1",
      username: "ada",
      email: "a@b.c",
      api_key: "new-key",
      key_generated: "x",
    };
    const { client, fetch } = given([
      { status: 201, json: renewed },
      { status: 401 },
      { json: {} },
    ]);
    const { api_key } = await client.developer.regenerateApiKey();
    await rejection(client.developer.getMe());
    client.setApiKey(api_key);
    await client.developer.getMe();
    expect(fetch.requests.map(({ headers }) => headers["x-api-key"])).toEqual([
      apiKey,
      apiKey,
      "new-key",
    ]);
  });

  it("is in nothing that is printed", () => {
    const { client } = given([]);
    expect(inspect(client, { depth: 10, showHidden: false })).not.toContain(apiKey);
  });

  it("goes to no other server: redirects are not followed", async () => {
    const location = "https://elsewhere.test/";
    const { client, fetch } = given([{ status: 302, headers: { location } }]);
    expect(await rejection(client.system.health())).toMatchObject({ statusCode: 302 });
    expect(fetch.count).toBe(1);
  });
});
