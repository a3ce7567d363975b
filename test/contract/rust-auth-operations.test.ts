/**
 * The generated client and the stateful server, with Prism between them: every operation, and every
 * reason to refuse one. Whatever either side says that the document does not is a violation.
 */
import type { Operation } from "clientwright/runtime";
import { afterEach, describe, expect, it } from "vitest";
import { listOperations } from "../../codegen/contract/openapi.js";
import { buildArguments } from "../../codegen/contract/request.js";
import { createSchemaCheck } from "../../codegen/contract/schema-check.js";
import { type PrismServer, startPrismFor } from "../../codegen/prism/prism.js";
import { readDocument } from "../../codegen/prism/read-document.js";
import * as generated from "../../generated/rust-auth/index.js";
import {
  type RustAuthServer,
  type RustAuthServerOptions,
  startRustAuthServer,
  usualPassword,
} from "../servers/rust-auth/index.js";

const { RustAuthApi } = generated;
const document = await readDocument("specs/rust-auth/openapi.yaml");
const started: (RustAuthServer | PrismServer)[] = [];

afterEach(async () => {
  for (const server of started.splice(0).reverse()) await server.close();
});

const root = { email: "root@example.org", role: "admin" } as const;

interface Given {
  readonly server: RustAuthServer;
  readonly prism: PrismServer;
  /** Signed in as an administrator. */
  readonly api: generated.RustAuthApi;
}

const given = async (options: RustAuthServerOptions = {}): Promise<Given> => {
  // A clock that stands still keeps all calls in one window of the rate limit.
  const now = () => Date.UTC(2026, 0, 5, 8);
  const server = await startRustAuthServer({ now, ...options });
  started.push(server);
  const prism = await startPrismFor(document, { proxyTo: server.url });
  started.push(prism);
  server.state.addUser(root);
  const baseUrl = prism.url;
  const account = { email: root.email, password: usualPassword };
  const { access_token: bearerAuth } = await new RustAuthApi({ baseUrl }).auth.login(account);
  return { server, prism, api: new RustAuthApi({ baseUrl, auth: { bearerAuth }, retry: false }) };
};

const isOperation = (value: object): value is Operation => "method" in value && "path" in value;

const exported: readonly object[] = Object.values(generated);

/** The operation values that `generated/rust-auth` exports. */
const operations = exported.filter(isOperation);

const described = { document: { ...document }, check: createSchemaCheck({ ...document }) };

/** Every operation with the arguments of its examples, whose ids nothing has on the server. */
const examples = listOperations(described.document).map((documented) => {
  const operation = operations.find(({ id }) => id === documented.id);
  if (operation === undefined) throw new Error(`no value for ${documented.pointer}`);
  const { body: format } = operation;
  const body = format === undefined ? undefined : { format, example: undefined };
  return { operation, args: buildArguments(described, documented, body) };
});

/** Logging out comes last: what follows it is refused. */
const isLogout = ({ operation }: (typeof examples)[number]) => operation.id === "logout";
const exampleCalls = examples.toSorted((a, b) => Number(isLogout(a)) - Number(isLogout(b)));

/** Calls every operation, and tells which statuses the server answered. */
const sweep = async ({ api, server }: Given): Promise<number[]> => {
  for (const { operation, args } of exampleCalls) await api.call(operation, args).safe();
  return [...server.state.answered.keys()].map((answer) => Number(answer.split(" ")[2]));
};

/** A reason to refuse calls, and the statuses that it must lead to. */
interface Refusal {
  readonly when: string;
  readonly statuses: readonly number[];
  readonly options?: RustAuthServerOptions;
  prepare?(server: RustAuthServer): void;
}

const refusals: readonly Refusal[] = [
  { when: "does not know what the examples speak of", statuses: [400, 401, 404] },
  { when: "has no route for them", statuses: [404], options: { unroutedGroups: false } },
  { when: "accepts no token", statuses: [401], prepare: (s) => s.state.invalidateAccessTokens() },
  {
    when: "has deactivated the caller",
    statuses: [403],
    prepare: ({ state }) => Object.assign(state.user(root.email), { isActive: false }),
  },
  {
    when: "has locked the account that logs in",
    statuses: [423],
    prepare({ state }) {
      const user = state.addUser({ email: "tove.ahlgren@example.org" });
      user.lockedUntil = state.settings.now() + 60_000;
    },
  },
  {
    when: "has somebody under that address",
    statuses: [409],
    prepare: ({ state }) => state.addUser({ email: "tove.ahlgren@example.org" }),
  },
  { when: "is asked too often", statuses: [429], options: { rateLimiting: "announced" } },
  { when: "is asked too often, silently", statuses: [429], options: { rateLimiting: "silent" } },
  {
    when: "has no database",
    statuses: [401, 500, 503],
    prepare: ({ state }) => Object.assign(state.health, { database: false }),
  },
  {
    when: "sends flat errors",
    statuses: [401],
    options: { errorShape: "flat" },
    prepare: (s) => s.state.invalidateAccessTokens(),
  },
  { when: "sends empty errors", statuses: [400, 404], options: { errorShape: "empty" } },
];

describe("every refusal", () => {
  const cases = refusals.map((refusal) => [refusal.when, refusal] as const);

  it.each(cases)("keeps to the document when the server %s", async (_, refusal) => {
    const all = await given(refusal.options);
    refusal.prepare?.(all.server);
    const answered = await sweep(all);
    expect(answered).toEqual(expect.arrayContaining([...refusal.statuses]));
    expect(all.prism.takeViolations()).toEqual([]);
  });

  it("keeps to the document when the caller is no administrator", async () => {
    const all = await given();
    all.server.state.addUser({ email: "user@example.org" });
    const account = { email: "user@example.org", password: usualPassword };
    const { access_token: bearerAuth } = await all.api.auth.login(account);
    const api = new RustAuthApi({ baseUrl: all.prism.url, auth: { bearerAuth }, retry: false });
    expect(await sweep({ ...all, api })).toContain(403);
    expect(all.prism.takeViolations()).toEqual([]);
  });

  it("keeps to the document when bodies are not what an operation takes", async () => {
    const { server, prism } = await given();
    const send = async (body: string, headers: Record<string, string>) =>
      (await fetch(`${prism.url}/auth/login`, { method: "POST", body, headers })).status;
    const json = { "content-type": "application/json" };
    expect(await send("{", json)).toBe(400);
    expect(await send("{}", json)).toBe(422);
    expect(await send("a=b", { "content-type": "application/x-www-form-urlencoded" })).toBe(415);
    expect(await send(JSON.stringify({ email: "x".repeat(2_100_000) }), json)).toBe(413);
    expect(prism.takeViolations().filter(({ side }) => side === "response")).toEqual([]);
    const answered = ["413", "415", "422"].map((status) => `POST /auth/login ${status}`);
    expect([...server.state.answered.keys()]).toEqual(expect.arrayContaining(answered));
  });
});

describe("the net", () => {
  it("catches a user without a required field, and one of another type", async () => {
    const { api, prism, server } = await given();
    const { created_at: _, ...user } = await api.profile.get();
    server.failNext("GET /auth/me", [
      { status: 200, body: user },
      { status: 200, body: { ...user, created_at: "yesterday", is_active: "yes" } },
    ]);
    await api.profile.get();
    expect(prism.takeViolations()).toMatchObject([
      { exchange: "GET /auth/me", side: "response", location: ["body"], code: "required" },
    ]);
    await api.profile.get();
    const codes = prism.takeViolations().map(({ location, code }) => [location.at(-1), code]);
    expect(codes).toEqual(
      expect.arrayContaining([
        ["is_active", "type"],
        ["created_at", "format"],
      ]),
    );
  });

  it("catches a status and a media type that are not documented", async () => {
    const { api, prism, server } = await given();
    server.failNext("GET /live", [
      { status: 418, body: {} },
      { status: 200, rawBody: "<html>", headers: { "content-type": "text/html" } },
    ]);
    await api.system.live().safe();
    expect(prism.takeViolations()).toMatchObject([{ side: "response", severity: "warning" }]);
    await api.system.live().safe();
    expect(prism.takeViolations()).toMatchObject([
      { side: "response", message: expect.stringContaining("text/html") },
      { side: "response", location: ["body"], code: "type" },
    ]);
  });

  it("catches requests that the document does not allow", async () => {
    const { api, prism } = await given();
    await api.request("GET", "/admin/api/users", { query: { page: 0 } }).safe();
    await api.request("POST", "/auth/login", { body: { email: "x@example.org" } }).safe();
    await new RustAuthApi({ baseUrl: prism.url }).request("GET", "/auth/me").safe();
    expect(prism.takeViolations()).toMatchObject([
      { exchange: "GET /admin/api/users", side: "request", location: ["query", "page"] },
      { exchange: "POST /auth/login", side: "request", code: "required" },
      { exchange: "GET /auth/me", side: "request", code: "401" },
    ]);
  });
});
