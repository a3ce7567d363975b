/**
 * The generated client and the stateful server, with Prism between them: every operation, and every
 * reason to refuse one. Whatever either side says that the document does not is a violation.
 */
import type { Operation } from "clientwright/runtime";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { listOperations } from "../../../codegen/contract/openapi.js";
import { buildArguments, type CallArguments } from "../../../codegen/contract/request.js";
import { createSchemaCheck } from "../../../codegen/contract/schema-check.js";
import { type PrismServer, startPrismFor } from "../../../codegen/prism/prism.js";
import { readDocument } from "../../../codegen/prism/read-document.js";
import * as generated from "../../../generated/valentina/index.js";
import { createSwitchboard, type Switchboard } from "../support/switchboard.js";
import { addExampleWorld, exampleId } from "./example-world.js";
import {
  startValentinaServer,
  type ValentinaServer,
  type ValentinaServerOptions,
} from "./index.js";

const document = await readDocument("specs/valentina/openapi.yaml");
const described = { document: { ...document }, check: createSchemaCheck({ ...document }) };

const exported: readonly object[] = Object.values(generated);
const isOperation = (value: object): value is Operation => "method" in value && "path" in value;

interface Example {
  readonly operation: Operation;
  readonly args: CallArguments;
}

/** Deletions come last, the deepest first; what replaces the key in use comes after them. */
const turnOf = ({ operation: { id, method, path } }: Example): number => {
  if (id === "regenerateDeveloperMeApiKey") return 1_000;
  return method === "DELETE" ? 100 - path.split("/").length : 0;
};

/** Every operation with the arguments of its examples. */
const examples: readonly Example[] = listOperations(described.document)
  .map((documented) => {
    const operation = exported.filter(isOperation).find(({ id }) => id === documented.id);
    if (operation === undefined) throw new Error(`no value for ${documented.pointer}`);
    const body = operation.body && { format: operation.body, example: undefined };
    return { operation, args: buildArguments(described, documented, body) };
  })
  .toSorted((a, b) => turnOf(a) - turnOf(b));

// One proxy for all servers: to make one takes longer than all calls through it.
let switchboard: Switchboard;
let prism: PrismServer;
const started: ValentinaServer[] = [];

beforeAll(async () => {
  switchboard = await createSwitchboard();
  prism = await startPrismFor(document, { proxyTo: switchboard.url });
});

afterAll(async () => {
  await prism.close();
  await switchboard.close();
});

afterEach(async () => {
  for (const server of started.splice(0)) await server.close();
  prism.takeViolations();
});

const given = async (options: ValentinaServerOptions = {}): Promise<ValentinaServer> => {
  // A clock that stands still lets no token come back.
  const server = await startValentinaServer({ now: () => Date.UTC(2026, 1, 5), ...options });
  started.push(server);
  switchboard.connect(server.url);
  return server;
};

/** In the examples all notes have one id, and so have all files; on a server they cannot. */
const withOwnIds = ({ state }: ValentinaServer, args: CallArguments): CallArguments => {
  const { note_id, asset_id, ...owners } = args.path ?? {};
  const owner = String(Object.values(owners).at(-1));
  const [note] = state.notes.of(owner);
  const [asset] = state.assets.of(owner);
  const own = {
    ...(note_id !== undefined && { note_id: note?.id }),
    ...(asset_id !== undefined && { asset_id: asset?.id }),
  };
  return { ...args, path: { ...args.path, ...own } };
};

/** Who calls, what is called, and how the arguments differ from those of the examples. */
interface Sweep {
  readonly apiKey?: string | undefined;
  readonly only?: (example: Example) => boolean;
  readonly change?: (args: CallArguments) => CallArguments;
}

/** Calls operations one after the other, and tells the statuses: `getCompany 200`. */
const sweep = async (
  server: ValentinaServer,
  { apiKey, only = () => true, change = (args) => args }: Sweep,
): Promise<string[]> => {
  const seen: string[] = [];
  for (const { operation, args } of examples.filter(only)) {
    const api = new generated.ValentinaApi({
      baseUrl: prism.url,
      retry: false,
      ...(apiKey !== undefined && { auth: { apiKey } }),
      async fetch(input, init) {
        const answer = await fetch(input, init);
        seen.push(`${operation.id} ${answer.status}`);
        return answer;
      },
    });
    await api.call(operation, change(withOwnIds(server, args))).safe();
  }
  return seen;
};

/** What is there of other statuses than these. */
const others = (seen: readonly string[], ...statuses: number[]) =>
  seen.filter((each) => !statuses.some((status) => each.endsWith(` ${status}`)));

/** What the server said that the document does not say. */
const departures = () => prism.takeViolations().filter(({ side }) => side === "response");

const needsKey = ({ operation }: Example) => (operation.security?.length ?? 0) > 0;
const isOf = (pattern: RegExp) => (example: Example) => pattern.test(example.operation.path);
const inCompany = isOf(/\{company_id\}/);
const isList = ({ args }: Example) => args.query?.["limit"] !== undefined;
const hasBody = ({ operation }: Example) => operation.body === "json";
const hasKey = ({ args }: Example) => args.header?.["Idempotency-Key"] !== undefined;

describe("every operation", () => {
  it("is served, and keeps to the document on its way there and back", async () => {
    const server = await given();
    const { developer, apiKey } = addExampleWorld(server);
    developer.is_global_admin = true;
    const seen = await sweep(server, { apiKey });
    expect(seen).toHaveLength(169);
    expect(others(seen, 200, 201, 204, 302)).toEqual([]);
    expect(prism.takeViolations()).toEqual([]);
  });
});

describe("every refusal", () => {
  it("of a key keeps to the document", async () => {
    const server = await given();
    addExampleWorld(server);
    const seen = await sweep(server, { apiKey: "nobody's", only: needsKey });
    expect([seen.length, others(seen, 401)]).toEqual([165, []]);
    expect(departures()).toEqual([]);
  });

  it("of a developer without permission keeps to the document", async () => {
    const server = await given();
    addExampleWorld(server);
    const { apiKey } = server.addDeveloper({ username: "Olga Stranger" });
    const isRefused = isOf(/\{company_id\}|\/admin\//);
    const seen = await sweep(server, { apiKey, only: isRefused });
    expect([seen.length, others(seen, 403)]).toEqual([159, []]);
    expect(departures()).toEqual([]);
  });

  it("of a user who may not act keeps to the document", async () => {
    const server = await given();
    const { apiKey } = addExampleWorld(server);
    const company = server.state.companies.byId.get(exampleId("01"));
    Object.assign(company?.settings ?? {}, {
      permission_manage_campaign: "STORYTELLER",
      permission_grant_xp: "STORYTELLER",
      permission_free_trait_changes: "STORYTELLER",
    });
    const nobody = { user_id: exampleId("1d"), requesting_user_id: exampleId("1d") };
    const character = server.state.characters.byId.get(exampleId("07"));
    if (character) character.user_player_id = exampleId("02");
    const seen = await sweep(server, {
      apiKey,
      only: (example) => inCompany(example) && example.operation.method !== "GET",
      change: ({ path, query, body, ...args }) => ({
        ...args,
        path: { ...path, ...(path?.["user_id"] !== undefined && { user_id: nobody.user_id }) },
        ...(query && { query: { ...query, requesting_user_id: nobody.requesting_user_id } }),
        ...(body !== undefined && {
          body:
            typeof body === "object" && body !== null && "requesting_user_id" in body
              ? { ...body, requesting_user_id: nobody.requesting_user_id }
              : body,
        }),
      }),
    });
    // Campaigns with books and chapters, characters with all they have, experience, users.
    expect(seen.filter((each) => each.endsWith(" 403"))).toHaveLength(34);
    expect(departures()).toEqual([]);
  });

  it("of what is not there keeps to the document", async () => {
    const server = await given();
    const { apiKey, developer } = addExampleWorld(server);
    developer.is_global_admin = true;
    const unknown = "66f0a1c2d3e4b5a69788ffff";
    const seen = await sweep(server, {
      apiKey,
      only: ({ args }) => Object.keys(args.path ?? {}).some((name) => name.endsWith("_id")),
      change({ path = {}, ...args }) {
        const last = Object.keys(path).findLast((name) => name.endsWith("_id")) ?? "";
        return { ...args, path: { ...path, [last]: unknown } };
      },
    });
    expect([seen.length, others(seen, 404)]).toEqual([160, []]);
    expect(departures()).toEqual([]);
  });

  it("of a page beyond what is allowed keeps to the document", async () => {
    const server = await given();
    const { apiKey } = addExampleWorld(server);
    const seen = await sweep(server, {
      apiKey,
      only: (example) => isList(example) && inCompany(example),
      change: (args) => ({ ...args, query: { ...args.query, limit: 101 } }),
    });
    expect([seen.length, others(seen, 400)]).toEqual([36, []]);
    expect(departures()).toEqual([]);
  });

  it("of a body that is none keeps to the document", async () => {
    const server = await given();
    const { developer, apiKey } = addExampleWorld(server);
    developer.is_global_admin = true;
    const seen = await sweep(server, {
      apiKey,
      only: hasBody,
      change: (args) => ({ ...args, body: [] }),
    });
    expect([seen.length, others(seen, 400)]).toEqual([44, []]);
    expect(departures()).toEqual([]);
  });

  it("of a key that was used with another body keeps to the document", async () => {
    const server = await given();
    const { developer, apiKey } = addExampleWorld(server);
    developer.is_global_admin = true;
    const only = (example: Example) => hasBody(example) && hasKey(example);
    const first = await sweep(server, { apiKey, only });
    const seen = await sweep(server, {
      apiKey,
      only,
      change: ({ body, ...args }) => ({ ...args, body: { ...Object(body), again: true } }),
    });
    expect([first.length, others(seen, 409)]).toEqual([44, []]);
    expect(departures()).toEqual([]);
  });

  it("of too many requests keeps to the document", async () => {
    const minute = { name: "burst", capacity: 1, refillSeconds: 60 };
    const server = await given({ rateLimits: [minute] });
    const { developer, apiKey } = addExampleWorld(server);
    developer.is_global_admin = true;
    await fetch(`${server.url}/api/v1/companies`, { headers: { "x-api-key": apiKey } });
    const seen = await sweep(server, { apiKey, only: needsKey });
    expect(others(seen, 429)).toEqual([]);
    expect(departures()).toEqual([]);
  });

  it("of a broken server keeps to the document", async () => {
    const server = await given();
    const { apiKey } = addExampleWorld(server);
    server.state.storageWorks = false;
    server.state.health.database_status = "offline";
    const isFile = isOf(/\/assets\/(upload|\{asset_id\})$|\/health$/);
    const only = (each: Example) =>
      isFile(each) && (each.operation.method !== "GET" || each.operation.id.includes("Health"));
    const seen = await sweep(server, { apiKey, only });
    expect([seen.length, others(seen, 500)]).toEqual([11, []]);
    expect(departures()).toEqual([]);
  });
});

describe("the net", () => {
  it("catches answers that are not what the document says", async () => {
    const server = await given();
    const { apiKey } = addExampleWorld(server);
    server.failNext("GET /api/v1/developers/me", [
      { status: 200, body: { id: 1 } },
      { status: 418, body: {} },
      { status: 200, rawBody: "<html>", headers: { "content-type": "text/html" } },
    ]);
    const only = ({ operation }: Example) => operation.id === "getDeveloperMe";
    for (const code of ["required", undefined, undefined]) {
      await sweep(server, { apiKey, only });
      const found = departures();
      expect(found.length).toBeGreaterThan(0);
      if (code) expect(found.map((each) => each.code)).toContain(code);
    }
  });
});
