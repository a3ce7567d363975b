/** The guide's examples, run as they stand in `examples/valentina` against the stateful server. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { explain } from "../../examples/valentina/error-handling.js";
import { type Settings, settings } from "../../examples/valentina/settings.js";
import { defaultClient, VClient } from "../../src/valentina/index.js";
import {
  documentedIds,
  documentedKeys,
  givenDocumentedValentina,
} from "../docs/documented-valentina.js";
import type { RecordedRequest } from "../servers/support/request-log.js";
import type { ValentinaServer } from "../servers/valentina/index.js";

const folder = new URL("../../examples/valentina/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".ts") && name !== "settings.ts");
const read = (name: string): string => readFileSync(new URL(name, folder), "utf8");

interface Example {
  main(settings: Settings, print: (...words: unknown[]) => void): Promise<void>;
}

/** What came of an example. */
interface Outcome {
  readonly printed: readonly string[];
  /** `METHOD /path` below the company, or below `/api/v1`; queries are left out. */
  readonly sent: readonly string[];
  readonly requests: readonly RecordedRequest[];
  /** The body of each request that had one. */
  readonly bodies: readonly unknown[];
  readonly server: ValentinaServer;
}

const { companyId, userId, campaignId, characterId, adminId } = documentedIds;

/** Runs an example on a server of its own. */
async function run(
  name: string,
  options: Partial<Settings["options"]> = {},
  prepare: (server: ValentinaServer) => void = () => {},
): Promise<Outcome> {
  const { server, [Symbol.asyncDispose]: close } = await givenDocumentedValentina();
  onTestFinished(() => close());
  prepare(server);
  const fixed = { baseUrl: server.url, apiKey: documentedKeys.apiKey };
  const all = { ...fixed, defaultCompanyId: companyId, ...options };
  const printed: string[] = [];
  const { main } = (await import(`../../examples/valentina/${name}.ts`)) as Example;
  await main({ ...documentedIds, options: all }, (...words) => printed.push(words.join(" ")));
  const { requests } = server;
  const sent = requests.map(({ method, path }) => `${method} ${shortPath(path)}`);
  const bodies = requests.flatMap(({ json }) => (json === undefined ? [] : [json]));
  return { printed, sent, requests, bodies, server };
}

/** Ids that were there before are named, new ones are `+`. */
function shortPath(path: string): string {
  const known = Object.entries(documentedIds).map(([name, id]) => [id, name.replace("Id", "")]);
  let short = path.split("?")[0] ?? "";
  for (const [id = "", name = ""] of known) short = short.replaceAll(id, name);
  return short
    .replace("/api/v1", "")
    .replace(/^\/companies\/company(?=\/)/, "")
    .replace(/[0-9a-f]{24}/g, "+");
}

describe("the examples", () => {
  it("import the package under its public name, and are all run by these tests", () => {
    const tests = readFileSync(new URL(import.meta.url), "utf8");
    for (const file of files) {
      expect(read(file)).toContain('from "clientwright/valentina"');
      expect(tests).toContain(`run("${file.replace(".ts", "")}"`);
    }
  });

  it("are all named in their README", () => {
    const named = [...read("README.md").matchAll(/^\| `([\w-]+\.ts)` \|/gm)].map(
      ([, name]) => name,
    );
    expect(named.toSorted()).toEqual(files.toSorted());
  });

  it("take what they work on from the environment", () => {
    vi.stubEnv("VALENTINA_URL", "http://127.0.0.1:9");
    vi.stubEnv("VALENTINA_COMPANY_ID", companyId);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(settings()).toMatchObject({
      options: { baseUrl: "http://127.0.0.1:9", defaultCompanyId: companyId },
      userId: "",
    });
  });
});

describe("examples of the guide's overview", () => {
  it("quick start: health and all companies, by the default client [VN-003, VN-010, VN-011, VN-012]", async () => {
    const { printed, sent } = await run("quickstart");
    expect(printed).toEqual([
      "API version: 0.7.0",
      "Database: online",
      "Company: Night Library",
      "Company: Tin Lantern",
    ]);
    expect(sent).toEqual(["GET /health", "GET /companies"]);
  });

  it("configuration: single options, and one made apart", async () => {
    const { printed, requests } = await run("configuration");
    expect(printed).toEqual(["Simple: 0.7.0", "Advanced: 0.7.0, up to 3 retries"]);
    const keys = requests.map(({ headers }) => headers["x-api-key"]);
    expect(keys).toEqual([documentedKeys.apiKey, documentedKeys.apiKey]);
  });

  it("default company: used, and overridden, in both ways [VN-410, VN-031, VN-032, VN-033]", async () => {
    const { printed, sent } = await run("default-company");
    const other = "GET /companies/otherCompany/users";
    expect(sent).toEqual(["GET /users", other, "GET /users", other]);
    expect(printed).toEqual([
      "3 users of the default company",
      "1 users of the other company",
      "3 and 1",
    ]);
  });

  it("get, create, update of one field, delete [VN-411]", async () => {
    const { printed, sent, bodies, server } = await run("crud");
    expect(sent).toEqual([
      "GET /companies/company",
      "POST /companies",
      "PATCH /companies/+",
      "DELETE /companies/+",
    ]);
    expect(bodies).toEqual([
      { name: "My Company", email: "contact@example.com" },
      { name: "New Name" },
    ]);
    expect(printed.at(-1)).toBe("Deleted");
    expect(server.state.companies.byId.size).toBe(2);
  });

  it("pages: the head of each, and the same items in three ways [VN-074, VN-412]", async () => {
    const { printed, requests } = await run("paging");
    expect(printed).toEqual([
      ...["Page 1 of 2", "Night Library", "Page 2 of 2", "Tin Lantern"],
      "All: Night Library, Tin Lantern",
      "One by one: Night Library, Tin Lantern",
    ]);
    const queries = requests.map(({ path }) => path.split("?")[1]);
    expect(queries.slice(0, 2)).toEqual(["limit=1&offset=0", "limit=1&offset=1"]);
    expect(queries[2]).toContain("limit=100");
  });

  it("idempotency: a key for each call, and one of one's own [VN-006, VN-027]", async () => {
    const { printed, requests, server } = await run("idempotency");
    expect(printed).toEqual(["Created Safe Retry", "Created once: true"]);
    const [made, first, again] = requests.map(({ headers }) => headers["idempotency-key"]);
    expect(made).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(first).toBe(again);
    expect(first).not.toBe(made);
    expect(server.state.companies.byId.size).toBe(4);
  });

  it.each([
    [404, "Company not found"],
    [403, "You don't have access to this company"],
    [401, "Invalid API key"],
    [400, /^The server does not accept it: \[400\] Bad Request .* Fields: name: Field required$/],
    [409, "Conflict: was the idempotency key used before?"],
    [429, "Rate limited, retry after 2s"],
    [503, "The server failed, try again later"],
    [418, "API error: [418] HTTP 418"],
  ])("errors: %s has its own branch [VN-364, VN-086]", async (status, expected) => {
    const limits = { autoRetryRateLimit: false };
    const { printed } = await run("error-handling", limits, (server) => {
      const headers = status === 429 ? { RateLimit: '"burst";r=0;t=2' } : {};
      server.failNext("GET /api/v1/companies/{id}", [{ status, headers }]);
    });
    expect(printed).toHaveLength(1);
    expect(printed[0]).toMatch(expected);
  });

  it("errors: what is not sent has its own branch too [VN-364]", async () => {
    const client = new VClient({
      ...{ baseUrl: "http://127.0.0.1:9", apiKey: "none" },
      setAsDefault: false,
    });
    const call = client.companies.create({ name: "ab", email: "a@example.com" });
    const error = await call.catch((reason: unknown) => reason);
    expect(explain(error)).toMatch(/^It was not sent: Request validation failed: name: /);
    expect(() => explain(new TypeError("no error of ours"))).toThrow("no error of ours");
  });

  it("closing: a client of its own that is closed at the end [VN-091, VN-092]", async () => {
    const before = new VClient({ baseUrl: "http://127.0.0.1:9", apiKey: "none" });
    const close = vi.spyOn(VClient.prototype, "close");
    const { printed } = await run("closing");
    expect(printed).toEqual(["2 companies"]);
    expect(close).toHaveBeenCalledOnce();
    close.mockRestore();
    expect(defaultClient()).toBe(before);
  });
});

describe("examples of the guide's pages", () => {
  it("companies: create twice, rename, grant [VN-353]", async () => {
    const { printed, sent, bodies } = await run("companies");
    expect(sent).toEqual([
      ...["POST /companies", "POST /companies", "PATCH /companies/+"],
      "POST /companies/+/access",
    ]);
    expect(bodies.slice(1)).toEqual([
      { name: "Tin Soldiers", email: "tin@example.org" },
      { name: "Harbour Ghosts" },
      { developer_id: documentedIds.developerId, permission: "ADMIN" },
    ]);
    expect(printed).toEqual([
      "Harbour Rats, administered by mara-voss",
      "Tin Soldiers has 1 user",
      "Now called Harbour Ghosts",
      "Another developer is ADMIN",
    ]);
  });

  it("developers: look, rename, take a new key and use it [VN-354]", async () => {
    const { printed, sent, requests } = await run("developers");
    const me = "/developers/me";
    expect(sent).toEqual([`GET ${me}`, `PATCH ${me}`, `POST ${me}/new-key`, `GET ${me}`]);
    expect(printed).toEqual([
      "mara-voss has access to 2 companies",
      "Now called new-username",
      expect.stringMatching(/^New key: \w{32}$/),
      "Still new-username",
    ]);
    const key = printed[2]?.replace("New key: ", "");
    expect(requests.at(-1)?.headers["x-api-key"]).toBe(key);
  });

  it("global administration: create, change the address, make a key [VN-355]", async () => {
    const { printed, sent, bodies } = await run("global-admin", {
      apiKey: documentedKeys.adminKey,
    });
    const all = "/admin/developers";
    expect(sent).toEqual([`POST ${all}`, `PATCH ${all}/+`, `POST ${all}/+/new-key`]);
    expect(bodies).toEqual([
      { username: "newdev", email: "newdev@example.com" },
      { email: "updated@example.com" },
    ]);
    expect(printed).toEqual([
      "Created newdev",
      "Mail to updated@example.com",
      expect.stringMatching(/^Key: \w{32}, administrator: false$/),
    ]);
  });

  it("users: a player, 50 XP, a quickroll of two traits, a note [VN-356]", async () => {
    const { printed, sent, bodies } = await run("users");
    expect(sent).toEqual([
      "POST /users",
      "POST /users/+/experience/xp/add",
      "GET /characterblueprint/traits",
      ...["POST /users/+/quickrolls", "POST /users/+/notes"],
    ]);
    expect(bodies[0]).toMatchObject({ role: "PLAYER", requesting_user_id: adminId });
    expect(bodies[1]).toMatchObject({ amount: 50, campaign_id: campaignId });
    expect(printed).toEqual([
      "Rae Winter is a PLAYER",
      "XP: 50",
      "Quickroll: Fast hands, 2 traits",
      "Note: First evening",
    ]);
  });

  it("campaigns: create, more danger, statistics, a note [VN-175]", async () => {
    const { printed, sent, bodies } = await run("campaigns");
    const all = "/users/user/campaigns";
    expect(sent).toEqual([
      ...[`POST ${all}`, `PATCH ${all}/+`, `GET ${all}/+/statistics`],
      `POST ${all}/+/notes`,
    ]);
    expect(bodies[0]).toMatchObject({ desperation: 2, danger: 3 });
    expect(bodies[1]).toEqual({ danger: 4 });
    expect(printed).toEqual([
      "Dark Harbour: desperation 2, danger 3",
      "Danger is 4 now",
      "Rolls: 0",
      "Note: The first evening",
    ]);
  });

  it("files: from memory, as a stream, and gone", async () => {
    const { printed, sent, server } = await run("files");
    expect(printed).toEqual(["map.png: image", "story.txt: text, progress seen: true", "0 left"]);
    const at = "/users/user/campaigns/campaign/assets";
    expect(sent.slice(0, 2)).toEqual([`POST ${at}/upload`, `POST ${at}/upload`]);
    expect(server.state.assets.byId.size).toBe(0);
  });

  it("books: create, rename, second place, a note [VN-357]", async () => {
    const { printed, sent, bodies } = await run("books");
    const all = "/users/user/campaigns/campaign/books";
    expect(sent).toEqual([
      ...[`POST ${all}`, `PATCH ${all}/+`, `PUT ${all}/+/number`, `POST ${all}/+/notes`],
    ]);
    expect(bodies[2]).toEqual({ number: 2 });
    expect(printed).toEqual([
      ...["3. The Long Night", "3. The Longest Night", "2. The Longest Night"],
      "Note: Ideas",
    ]);
  });

  it("chapters: create, rename, third place, a note [VN-358]", async () => {
    const { printed, sent, bodies } = await run("chapters");
    const all = "/users/user/campaigns/campaign/books/book/chapters";
    expect(sent).toEqual([
      ...[`POST ${all}`, `PATCH ${all}/+`, `POST ${all}`, `PUT ${all}/+/number`],
      `POST ${all}/+/notes`,
    ]);
    expect(bodies[3]).toEqual({ number: 3 });
    expect(printed.slice(1)).toEqual([
      ...["3. The Quay at Dawn", "3. The Quay at Dawn"],
      "Note: Witnesses",
    ]);
  });

  it("characters: a vampire, renamed, statistics, an item, a note [VN-359]", async () => {
    const { printed, sent, bodies } = await run("characters");
    const all = "/users/user/campaigns/campaign/characters";
    expect(sent).toEqual([
      "GET /characterblueprint/vampire-clans",
      ...[`POST ${all}`, `PATCH ${all}/+`, `GET ${all}/+/statistics`],
      ...[`POST ${all}/+/inventory`, `POST ${all}/+/notes`],
    ]);
    expect(bodies[0]).toMatchObject({ character_class: "VAMPIRE", game_version: "V5" });
    expect(bodies[1]).toEqual({ name_first: "Mark" });
    expect(printed).toEqual([
      "Marcus Blackwood, Brujah",
      "Now called Mark Blackwood",
      "Rolls: 0",
      "Silver dagger (WEAPON)",
      "Note: Debts",
    ]);
  });

  it("traits: assign 3, make one up, look at the costs, pay for 4 [VN-360]", async () => {
    const { printed, sent, bodies, server } = await run("character-traits");
    const all = "/users/user/campaigns/campaign/characters/character/traits";
    expect(sent.slice(-4)).toEqual([
      ...[`POST ${all}/assign`, `POST ${all}/create`, `GET ${all}/+/value-options`],
      `PUT ${all}/+/value`,
    ]);
    expect(bodies[1]).toMatchObject({ max_value: 5, value: 2 });
    expect(bodies[2]).toEqual({ target_value: 4, currency: "XP" });
    expect(printed).toEqual([
      ...["Stealth: 3", "Rooftop Lore: 2 of 5", "From 3 to 4 for 12 XP", "Stealth: 4"],
    ]);
    const [experience] = server.state.users.byId.get(userId)?.campaign_experience ?? [];
    expect(experience?.xp_current).toBe(88);
  });

  it("generation: one at once, then the first of a choice [VN-361]", async () => {
    const { printed, sent, bodies, server } = await run("autogeneration", {}, ({ state }) => {
      const experience = { xp_current: 10, xp_total: 10, cool_points: 0 };
      state.users.byId
        .get(adminId)
        ?.campaign_experience.push({ campaign_id: campaignId, ...experience });
    });
    const all = "/users/admin/campaigns/campaign/characters";
    expect(sent).toEqual([
      ...[`POST ${all}/autogenerate`, `POST ${all}/chargen/start`, `POST ${all}/chargen/finalize`],
    ]);
    expect(bodies[0]).toEqual({
      ...{ character_type: "PLAYER", character_class: "VAMPIRE" },
      experience_level: "NEW",
    });
    expect(printed).toEqual([
      expect.stringMatching(/^PLAYER VAMPIRE: /),
      expect.stringMatching(/^Open until \d{4}-\d\d-\d\dT[\d:]+Z$/),
      "3 to choose from",
      expect.stringMatching(/^Chosen: /),
    ]);
    // Those that were there, the one made at once, and the chosen one.
    expect(server.state.characters.byId.size).toBe(5);
  });

  it("blueprint: sections, categories and traits, each within the other [VN-333]", async () => {
    const { printed, sent } = await run("blueprint");
    expect(printed.slice(0, 4)).toEqual([
      "Attributes",
      "  Bodily: Dexterity, Stamina, Strength",
      "  Social: Charisma, Composure, Manipulation",
      "  Mental: Intelligence, Resolve, Wits",
    ]);
    const sections = "/characterblueprint/V5/sections";
    expect(sent.slice(0, 3)).toEqual([
      `GET ${sections}`,
      `GET ${sections}/+/categories`,
      `GET ${sections}/+/categories/+/traits`,
    ]);
  });

  it("dice: five against 6, one without, a prepared roll [VN-362]", async () => {
    const { printed, sent, bodies } = await run("dice");
    expect(sent.slice(1)).toEqual([
      ...["POST /users/user/dicerolls", "POST /users/user/dicerolls"],
      ...["POST /users/user/quickrolls", "POST /users/user/dicerolls/quickroll"],
    ]);
    expect(bodies[0]).toMatchObject({ dice_size: 10, num_dice: 5, difficulty: 6 });
    expect(bodies[1]).toEqual({ dice_size: 20, num_dice: 1 });
    expect(bodies[3]).toMatchObject({
      ...{ character_id: characterId, comment: "Attack with both hands" },
      ...{ difficulty: 6, num_desperation_dice: 0 },
    });
    expect(printed).toEqual([
      expect.stringMatching(/^5d10: \S/),
      expect.stringMatching(/^1d20: \d+$/),
      "Attack with both hands: 5 dice",
    ]);
  });

  it("dictionary: lower case, another definition, found again [VN-363, VN-349]", async () => {
    const { printed, requests, sent } = await run("dictionary");
    expect(sent).toEqual(["POST /dictionaries", "PATCH /dictionaries/+", "GET /dictionaries"]);
    expect(requests[2]?.path).toContain("term=Embrace");
    expect(printed).toEqual([
      "embrace: siring, turn",
      "embrace: Becoming a vampire",
      "Found: Becoming a vampire",
    ]);
  });

  it("options: by group and name [VN-350, VN-351, VN-352]", async () => {
    const { printed, sent } = await run("options");
    expect(sent).toEqual(["GET /options"]);
    expect(printed).toEqual([
      "Who may write campaigns: UNRESTRICTED, STORYTELLER",
      "Who may grant experience: UNRESTRICTED, PLAYER, STORYTELLER",
    ]);
  });
});
