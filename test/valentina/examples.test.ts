/** The guide's worked examples, in TypeScript: what they print, and what goes over the wire. */
import { describe, expect, it } from "vitest";
import type { AnswerParts } from "../../src/testing/answers.js";
import {
  APIError,
  AuthenticationError,
  AuthorizationError,
  ConflictError,
  companiesService,
  configureDefaultClient,
  NotFoundError,
  RateLimitError,
  RequestValidationError,
  ServerError,
  systemService,
  ValidationError,
} from "../../src/valentina/index.js";
import { given, listing } from "./support/given.js";

const made = (json: object): AnswerParts => ({ status: 201, json });
const changed = (json: object): AnswerParts => ({ json });

/** A client with the given answers, and what it sent: request line below `/api/v1`, and body. */
function example(...answers: AnswerParts[]) {
  const { client, fetch } = given(answers);
  const sent = () =>
    fetch.requests.map(({ json }, index) => {
      const line = (fetch.lines[index] ?? "").replace("/api/v1", "");
      return json === undefined ? line : `${line} ${JSON.stringify(json)}`;
    });
  return { client, sent };
}

const campaign = "/companies/c1/users/u1/campaigns/p1";

describe("the guide's example of", () => {
  it("health and companies, from any module [VN-011, VN-012, VN-003]", async () => {
    const health = { version: "0.7.0", database_status: "online", cache_status: "online" };
    const companies = { items: [{ name: "Camarilla" }], limit: 100, offset: 0, total: 1 };
    const { client } = example({ json: health }, { json: companies });
    configureDefaultClient(client);
    const said: string[] = [];
    const { version, database_status, cache_status } = await systemService().health();
    said.push(`API Version: ${version}`, `Database: ${database_status}`, `Cache: ${cache_status}`);
    for (const company of await companiesService().listAll()) said.push(`Company: ${company.name}`);
    expect(said).toEqual([
      ...["API Version: 0.7.0", "Database: online", "Cache: online", "Company: Camarilla"],
    ]);
  });

  it("getting, making, changing and deleting a company [VN-411, VN-057, VN-058, VN-059, VN-060]", async () => {
    const { client, sent } = example(
      changed({ id: "c7", name: "My Company" }),
      made({ company: { id: "c8" }, admin_user: { id: "u1" } }),
      changed({ id: "c7", name: "New Name" }),
      { status: 204 },
    );
    const { companies } = client;
    await companies.get("c7");
    await companies.create({ name: "My Company", email: "contact@example.com" });
    const updated = await companies.update("c7", { name: "New Name" });
    await companies.delete("c7");
    expect(updated.name).toBe("New Name");
    expect(sent()).toEqual([
      "GET /companies/c7",
      'POST /companies {"name":"My Company","email":"contact@example.com"}',
      'PATCH /companies/c7 {"name":"New Name"}',
      "DELETE /companies/c7",
    ]);
  });

  it("pages, from one to the next and all at once [VN-074, VN-412]", async () => {
    const { client } = given(listing(25));
    const page = await client.companies.getPage({ limit: 10, offset: 0 });
    expect(`Page ${page.currentPage} of ${page.totalPages}`).toBe("Page 1 of 3");
    const next = page.hasMore
      ? await client.companies.getPage({ limit: 10, offset: page.nextOffset })
      : page;
    expect(next.items).toHaveLength(10);
    const all = await client.companies.listAll();
    const streamed: unknown[] = [];
    for await (const company of client.companies.iterAll()) streamed.push(company);
    expect(streamed).toEqual(all);
    expect(all.slice(0, 20)).toEqual([...page.items, ...next.items]);
  });

  it("companies [VN-353]", async () => {
    const { client, sent } = example(
      made({ company: { id: "c7" }, admin_user: { id: "u1" } }),
      made({ company: { id: "c8" }, admin_user: { id: "u1" } }),
      changed({ id: "c7" }),
      made({ company_id: "c7", company_name: "Renamed", permission: "ADMIN" }),
    );
    const request = { name: "By model", email: "a@example.com", description: "One object." };
    const { company } = await client.companies.create(request);
    await client.companies.create({ name: "By fields", email: "b@example.com" });
    await client.companies.update(company.id, { name: "Renamed" });
    await client.companies.grantAccess(company.id, "d1", "ADMIN");
    expect(sent()).toEqual([
      `POST /companies ${JSON.stringify(request)}`,
      'POST /companies {"name":"By fields","email":"b@example.com"}',
      'PATCH /companies/c7 {"name":"Renamed"}',
      'POST /companies/c7/access {"developer_id":"d1","permission":"ADMIN"}',
    ]);
  });

  it("one's own account [VN-354, VN-098]", async () => {
    const { client, sent } = example(
      changed({ username: "ada", companies: [{}, {}] }),
      changed({ username: "lovelace" }),
      made({ id: "d1", api_key: "fresh" }),
    );
    const me = await client.developer.getMe();
    await client.developer.updateMe({ username: "lovelace" });
    const { api_key } = await client.developer.regenerateApiKey();
    expect([me.username, me.companies.length, api_key]).toEqual(["ada", 2, "fresh"]);
    expect(sent()).toEqual([
      "GET /developers/me",
      'PATCH /developers/me {"username":"lovelace"}',
      "POST /developers/me/new-key",
    ]);
  });

  it("accounts of developers [VN-355, VN-107]", async () => {
    const { client, sent } = example(
      made({ id: "d2" }),
      changed({ id: "d2" }),
      made({ id: "d2", api_key: "fresh", is_global_admin: "False" }),
    );
    const { globalAdmin } = client;
    const developer = await globalAdmin.create({ username: "newdev", email: "new@example.com" });
    await globalAdmin.update(developer.id, { email: "other@example.com" });
    const { api_key } = await globalAdmin.createApiKey(developer.id);
    expect(api_key).toBe("fresh");
    expect(sent()).toEqual([
      'POST /admin/developers {"username":"newdev","email":"new@example.com"}',
      'PATCH /admin/developers/d2 {"email":"other@example.com"}',
      "POST /admin/developers/d2/new-key",
    ]);
  });

  it("users [VN-356]", async () => {
    const { client, sent } = example(
      made({ id: "u2" }),
      made({ xp_current: 50 }),
      made({ id: "q1" }),
      made({ id: "n1" }),
    );
    const users = client.users();
    const person = { name: "Mara", email: "mara@example.com" };
    const user = await users.create({ ...person, role: "PLAYER", requesting_user_id: "u1" });
    const experience = await users.addXp(user.id, "p1", 50);
    await users.createQuickroll(user.id, { name: "Brawl", trait_ids: ["t1", "t2"] });
    await users.createNote(user.id, { title: "Session", content: "Went well." });
    expect(experience.xp_current).toBe(50);
    expect(sent().slice(1)).toEqual([
      'POST /companies/c1/users/u2/experience/xp/add {"campaign_id":"p1","amount":50,"requesting_user_id":"u2"}',
      'POST /companies/c1/users/u2/quickrolls {"name":"Brawl","trait_ids":["t1","t2"]}',
      'POST /companies/c1/users/u2/notes {"title":"Session","content":"Went well."}',
    ]);
  });

  it("campaigns [VN-175]", async () => {
    const { client, sent } = example(
      made({ id: "p1" }),
      changed({ id: "p1" }),
      changed({ total_rolls: 12 }),
      made({ id: "n1" }),
    );
    const campaigns = client.campaigns("u1");
    const { id } = await campaigns.create({ name: "Dark Metropolis", desperation: 2, danger: 3 });
    await campaigns.update(id, { danger: 4 });
    const { total_rolls } = await campaigns.getStatistics(id);
    await campaigns.createNote(id, { title: "Prologue", content: "It rains." });
    expect(total_rolls).toBe(12);
    expect(sent()).toEqual([
      'POST /companies/c1/users/u1/campaigns {"name":"Dark Metropolis","desperation":2,"danger":3}',
      `PATCH ${campaign} {"danger":4}`,
      `GET ${campaign}/statistics?num_top_traits=5`,
      `POST ${campaign}/notes {"title":"Prologue","content":"It rains."}`,
    ]);
  });

  it("books and chapters [VN-357, VN-358]", async () => {
    const answers = [made({ id: "x1" }), changed({}), changed({}), made({})];
    const { client, sent } = example(...answers, ...answers);
    const books = client.books("u1", "p1");
    const chapters = client.chapters("u1", "p1", "x1");
    for (const [service, name, number] of [
      [books, "Embers", 2],
      [chapters, "Ashes", 3],
    ] as const) {
      const { id } = await service.create({ name });
      await service.update(id, { name: `${name} again` });
      await service.renumber(id, number);
      await service.createNote(id, { title: "Note", content: "Text." });
    }
    expect(sent()).toEqual(
      (
        [
          [`${campaign}/books`, "Embers", 2],
          [`${campaign}/books/x1/chapters`, "Ashes", 3],
        ] as const
      ).flatMap(([path, name, number]) => [
        `POST ${path} {"name":"${name}"}`,
        `PATCH ${path}/x1 {"name":"${name} again"}`,
        `PUT ${path}/x1/number {"number":${number}}`,
        `POST ${path}/x1/notes {"title":"Note","content":"Text."}`,
      ]),
    );
  });

  it("characters [VN-359]", async () => {
    const { client, sent } = example(
      made({ id: "ch1" }),
      changed({}),
      changed({ successes: 3 }),
      made({}),
      made({}),
    );
    const characters = client.characters("u1", "p1");
    const character = await characters.create({
      ...{ character_class: "VAMPIRE", game_version: "V5", name_first: "Lucia", name_last: "Vale" },
      vampire_attributes: { clan_id: "v1" },
    });
    await characters.update(character.id, { name_first: "Luciana" });
    const { successes } = await characters.getStatistics(character.id);
    await characters.createInventoryItem(character.id, { name: "Silver knife", type: "WEAPON" });
    await characters.createNote(character.id, { title: "Secret", content: "Knows the prince." });
    expect(successes).toBe(3);
    expect(sent().slice(1)).toEqual([
      `PATCH ${campaign}/characters/ch1 {"name_first":"Luciana"}`,
      `GET ${campaign}/characters/ch1/statistics?num_top_traits=5`,
      `POST ${campaign}/characters/ch1/inventory {"name":"Silver knife","type":"WEAPON"}`,
      `POST ${campaign}/characters/ch1/notes {"title":"Secret","content":"Knows the prince."}`,
    ]);
  });

  it("a character's traits [VN-360]", async () => {
    const { client, sent } = example(
      made({ id: "t1" }),
      made({ id: "t2" }),
      changed({ options: {} }),
      changed({ value: 4 }),
    );
    const traits = client.characterTraits("u1", "p1", "ch1");
    const assigned = await traits.assign("strength", 3);
    const own = { name: "Street lore", parent_category_id: "k1", max_value: 5, value: 2 };
    await traits.create(own);
    await traits.getValueOptions(assigned.id);
    const { value } = await traits.changeValue(assigned.id, 4, "XP");
    expect(value).toBe(4);
    const path = `${campaign}/characters/ch1/traits`;
    expect(sent()).toEqual([
      `POST ${path}/assign {"trait_id":"strength","value":3}`,
      `POST ${path}/create ${JSON.stringify(own)}`,
      `GET ${path}/t1/value-options`,
      `PUT ${path}/t1/value {"target_value":4,"currency":"XP"}`,
    ]);
  });

  it("generated characters [VN-361, VN-284]", async () => {
    const session = { session_id: "s1", expires_at: "soon", characters: [{ id: "x1" }, {}] };
    const { client, sent } = example(made({ id: "ch1" }), made(session), made({ id: "x1" }));
    const autogen = client.characterAutogen("u1", "p1");
    await autogen.generateCharacter({ characterType: "PLAYER", characterClass: "VAMPIRE" });
    const { session_id, expires_at, characters } = await autogen.startChargenSession();
    const [first] = characters;
    const chosen = await autogen.finalizeChargenSession(session_id, first?.id ?? "");
    expect([expires_at, characters.length, chosen.id]).toEqual(["soon", 2, "x1"]);
    const path = `${campaign}/characters`;
    expect(sent()).toEqual([
      `POST ${path}/autogenerate {"character_type":"PLAYER","character_class":"VAMPIRE"}`,
      `POST ${path}/chargen/start`,
      `POST ${path}/chargen/finalize {"session_id":"s1","selected_character_id":"x1"}`,
    ]);
  });

  it("the blueprint, from sections to traits [VN-333]", async () => {
    const page = (...items: object[]) => ({
      json: { items, limit: 100, offset: 0, total: items.length },
    });
    const { client, sent } = example(
      page({ id: "s1", name: "Attributes" }),
      page({ id: "k1", name: "Physical" }),
      page({ id: "t1", name: "Strength" }, { id: "t2", name: "Stamina" }),
    );
    const blueprint = client.characterBlueprint();
    const gameVersion = "V5";
    const said: string[] = [];
    for (const section of await blueprint.listAllSections({ gameVersion })) {
      const place = { gameVersion, sectionId: section.id } as const;
      for (const category of await blueprint.listAllCategories(place)) {
        const within = { ...place, categoryId: category.id };
        for (const { name } of await blueprint.listAllCategoryTraits(within))
          said.push(`${section.name} / ${category.name} / ${name}`);
      }
    }
    expect(said).toEqual([
      ...["Attributes / Physical / Strength", "Attributes / Physical / Stamina"],
    ]);
    expect(sent().at(-1)).toBe(
      "GET /companies/c1/characterblueprint/V5/sections/s1/categories/k1/traits?limit=100",
    );
  });

  it("dice [VN-362]", async () => {
    const { client, sent } = example(made({ result: {} }), made({}), made({}));
    const dicerolls = client.dicerolls("u1");
    const roll = { dice_size: 10, num_dice: 5, difficulty: 6, trait_ids: ["t1"] } as const;
    await dicerolls.create({ ...roll, trait_ids: ["t1"] });
    await dicerolls.create({ dice_size: 6, num_dice: 2 });
    await dicerolls.createQuickroll({ quickrollId: "q1", characterId: "ch1", comment: "Again!" });
    const path = "/companies/c1/users/u1/dicerolls";
    expect(sent()).toEqual([
      `POST ${path} ${JSON.stringify(roll)}`,
      `POST ${path} {"dice_size":6,"num_dice":2}`,
      `POST ${path}/quickroll {"difficulty":6,"num_desperation_dice":0,"quickroll_id":"q1","character_id":"ch1","comment":"Again!"}`,
    ]);
  });

  it("the dictionary [VN-363, VN-349]", async () => {
    const term = { id: "w1", term: "embrace", synonyms: ["siring", "turn"] };
    const { client, sent } = example(made(term), changed(term), {
      json: { items: [term], limit: 100, offset: 0, total: 1 },
    });
    const dictionary = client.dictionary();
    const created = await dictionary.create({
      ...{ term: "Embrace", definition: "To make a vampire.", synonyms: ["Turn", "Siring"] },
    });
    await dictionary.update(created.id, { definition: "The making of a vampire." });
    const [found] = await dictionary.listAll({ term: "Embrace" });
    expect(found?.synonyms).toEqual(["siring", "turn"]);
    expect(sent().slice(1)).toEqual([
      'PATCH /companies/c1/dictionaries/w1 {"definition":"The making of a vampire."}',
      "GET /companies/c1/dictionaries?term=Embrace&limit=100",
    ]);
  });
});

/** The guide's way to tell errors apart: particular classes first, their base last. */
function told(error: unknown): string {
  if (error instanceof NotFoundError) return "Company not found";
  if (error instanceof AuthorizationError) return "You don't have access to this company";
  if (error instanceof AuthenticationError) return "Invalid API key";
  if (error instanceof ValidationError) return `Server validation failed: ${error}`;
  if (error instanceof RequestValidationError) return `Client validation failed: ${error}`;
  if (error instanceof ConflictError) return "Resource conflict (check idempotency key)";
  if (error instanceof RateLimitError) return `Rate limited, retry after ${error.retryAfter}s`;
  if (error instanceof ServerError) return "Server error, try again later";
  if (error instanceof APIError) return `API error: ${error}`;
  return "Something else";
}

describe("the guide's example of errors", () => {
  it.each([
    [{ status: 404 }, "Company not found"],
    [{ status: 403 }, "You don't have access to this company"],
    [{ status: 401 }, "Invalid API key"],
    [
      { status: 400, json: { title: "Bad Request" } },
      "Server validation failed: [400] Bad Request",
    ],
    [{ status: 409 }, "Resource conflict (check idempotency key)"],
    [{ status: 429, headers: { ratelimit: '"d";r=0;t=5' } }, "Rate limited, retry after 5s"],
    [{ status: 502 }, "Server error, try again later"],
    [{ status: 418 }, "API error: [418] HTTP 418"],
  ])("tells %j apart from all others [VN-364, VN-086]", async (answer, expected) => {
    const { client } = given([answer], { maxRetries: 0 });
    const outcome = await client.companies.get("invalid-id").catch(told);
    expect(outcome).toBe(expected);
  });

  it("tells what is not sent apart as well [VN-364, VN-086]", async () => {
    const { client } = given([]);
    expect(await client.companies.update("c1", { name: "ab" }).catch(told)).toBe(
      "Client validation failed: Request validation failed: name: must have at least 3 characters",
    );
  });
});
