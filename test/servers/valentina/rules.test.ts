/** What the rules of the house and of the game refuse, and in which words. */
import { describe, expect, it } from "vitest";
import { at, givenServer } from "./caller.js";
import { exampleId } from "./example-world.js";

const nobody = "66f0a1c2d3e4b5a69788ffff";
const characters = `${at.user}${at.campaign}/characters`;
const traits = `${at.user}${at.character}/traits`;
const marcus = { name_first: "Marcus", name_last: "Blackwood" };
const newcomer = { name_first: "Elena", name_last: "Kovac", game_version: "V5" };
const xp = { amount: 1, campaign_id: exampleId("04"), requesting_user_id: exampleId("02") };

type Row = readonly [request: string, body: unknown, detail: string];

const broken: readonly Row[] = [
  [
    `POST ${characters}`,
    { ...newcomer, character_class: "VAMPIRE" },
    "Vampire clan id is required",
  ],
  [
    `POST ${characters}`,
    { ...newcomer, character_class: "WEREWOLF" },
    "Werewolf tribe id is required",
  ],
  [
    `POST ${characters}`,
    {
      ...newcomer,
      character_class: "WEREWOLF",
      werewolf_attributes: { tribe_id: exampleId("14") },
    },
    "Werewolf auspice id is required",
  ],
  [
    `POST ${characters}`,
    { ...newcomer, character_class: "VAMPIRE", vampire_attributes: { clan_id: nobody } },
    `Vampire clan ${nobody} not found`,
  ],
  [
    `POST ${characters}`,
    { ...newcomer, character_class: "MORTAL", concept_id: nobody },
    `Character concept ${nobody} not found`,
  ],
  [`POST ${traits}/assign`, { trait_id: nobody }, "Trait not found"],
  [
    `POST ${traits}/assign`,
    { trait_id: exampleId("1f"), value: 6 },
    "Trait can not be raised above max value of 5",
  ],
  [
    `POST ${traits}/create`,
    { name: "Rooftops", parent_category_id: nobody },
    `Trait category ${nobody} not found`,
  ],
  [
    `PUT ${traits}/${exampleId("09")}/value`,
    { target_value: 6, currency: "NO_COST" },
    "Trait can not be raised above max value of 5",
  ],
  [
    `PUT ${traits}/${exampleId("09")}/value`,
    { target_value: -1, currency: "NO_COST" },
    "Trait can not be lowered below min value of 0",
  ],
  [
    `PUT ${traits}/${exampleId("09")}/value`,
    { target_value: 5, currency: "STARTING_POINTS" },
    "Not enough starting points",
  ],
  [`POST ${at.user}/quickrolls`, { name: "Over the wall" }, "Quick roll name already exists"],
  [`POST ${at.user}/quickrolls`, { name: "Under", trait_ids: [nobody] }, "Trait not found"],
  [
    `POST ${at.user}/dicerolls`,
    { dice_size: 10, num_dice: 1, campaign_id: nobody },
    `Campaign ${nobody} not found`,
  ],
  [
    `POST ${at.user}/dicerolls/quickroll`,
    { quickroll_id: nobody, character_id: exampleId("07") },
    `Quick roll ${nobody} not found`,
  ],
  [
    `POST ${at.company}/dictionaries`,
    { term: "Elysium", synonyms: ["x"] },
    "Must have either a definition or a link.",
  ],
  [
    `POST ${at.company}/access`,
    { developer_id: nobody, permission: "USER" },
    `Developer ${nobody} not found`,
  ],
  [
    `PUT ${at.user}${at.book}/number`,
    { number: 4 },
    "New number 4 is greater than the number of books",
  ],
  [
    `POST ${at.user}/experience/xp/add`,
    { ...xp, requesting_user_id: nobody },
    `User ${nobody} not found`,
  ],
  [
    `POST ${at.user}/experience/xp/add`,
    { ...xp, campaign_id: nobody },
    `Campaign ${nobody} not found`,
  ],
  [`GET ${at.user}${at.character}/gifts/GIFT`, undefined, "Gift not found on character"],
  [`GET ${at.user}${at.character}/rites/RITE`, undefined, "Rite not found on character"],
  [`GET ${at.user}${at.character}/edges/EDGE`, undefined, "Edge not found in character"],
  [`DELETE ${at.user}${at.character}/edges/EDGE`, undefined, "Edge not found in character"],
  [
    `POST ${at.user}${at.character}/edges/EDGE/perks/${exampleId("19")}`,
    undefined,
    "Perk not found on edge",
  ],
  [
    `GET ${at.user}${at.character}/edges/${exampleId("18")}/perks/PERK`,
    undefined,
    "Perk not found in character",
  ],
];

describe("a rule that is broken", () => {
  it.each(broken)("%s %j is refused: %s", async (request, body, detail) => {
    const { call, server } = await givenServer();
    const { gifts, rites, edges, perks } = server.state.blueprint;
    const [gift = "", rite = "", edge = "", perk = ""] = [gifts, rites, edges, perks].map(
      ({ byId }) => [...byId.keys()][1],
    );
    const asked = request
      .replace("GIFT", gift)
      .replace("RITE", rite)
      .replace("EDGE", edge)
      .replace("PERK", perk);
    const reply = await call(asked, body === undefined ? {} : { body });
    expect([reply.status, reply.at("detail")]).toEqual([400, detail]);
    expect(reply.at("invalid_parameters")).toEqual([
      { field: "body", message: "One or more fields did not pass validation." },
    ]);
  });

  it("about a name that is taken points at both of its parts", async () => {
    const { call } = await givenServer();
    const body = { ...newcomer, ...marcus, character_class: "MORTAL" };
    const reply = await call(`POST ${characters}`, { body });
    const fields = [0, 1].map((index) => reply.at("invalid_parameters", index, "field"));
    expect([reply.status, fields]).toEqual([400, ["name_first", "name_last"]]);
  });

  it("about experience tells how much there is and how much it takes", async () => {
    const { call } = await givenServer();
    const body = { ...xp, amount: 501 };
    const reply = await call(`POST ${at.user}/experience/xp/remove`, { body });
    expect(reply.body).toMatchObject({ status: 400, current_xp: 500, required_xp: 501 });
    expect(reply.at("invalid_parameters")).toBeUndefined();
  });

  it("about the length of a new user's name is not foreseen", async () => {
    const { call } = await givenServer();
    const body = { name: "ab", email: "a@example.org", role: "PLAYER" };
    const asked = { body: { ...body, requesting_user_id: exampleId("03") } };
    const reply = await call(`POST ${at.company}/users`, asked);
    expect(reply.body).toEqual({ status_code: 500, detail: "Internal Server Error" });
  });

  it("about everyone's terms is one about the company's own", async () => {
    const { call, server } = await givenServer();
    const [term] = server.state.terms.of("");
    const path = `${at.company}/dictionaries/${term?.id}`;
    const changed = await call(`PATCH ${path}`, { body: { definition: "x" } });
    expect(changed.at("detail")).toBe("You may only update company dictionary terms.");
    expect((await call(`DELETE ${path}`)).status).toBe(400);
  });
});

describe("permissions of developers", () => {
  const change = (path: string) => [`PATCH ${path}`, { body: { description: "Changed" } }] as const;

  it.each([
    ["USER", [200, 403, 403]],
    ["ADMIN", [200, 200, 403]],
    ["OWNER", [200, 200, 204]],
    ["REVOKE", [403, 403, 403]],
  ])("%s: reading, changing and deleting a company is %j", async (permission, expected) => {
    const { call, callAs, server } = await givenServer();
    const other = server.addDeveloper({ username: "Other" });
    const grant = { developer_id: other.developer.id, permission };
    const granted = await call(`POST ${at.company}/access`, { body: grant });
    expect(granted.body).toMatchObject({ name: "Lantern Society", permission });
    const asOther = callAs(other.apiKey);
    const statuses = [
      await asOther(`GET ${at.company}`),
      await asOther(...change(at.company)),
      await asOther(`DELETE ${at.company}`),
    ].map(({ status }) => status);
    expect(statuses).toEqual(expected);
  });

  it("do not go beyond their company, and global administrators pass everywhere", async () => {
    const { server, callAs } = await givenServer();
    const stranger = callAs(server.addDeveloper({ username: "Stranger" }).apiKey);
    expect((await stranger("GET /api/v1/companies")).at("total")).toBe(0);
    expect((await stranger(`GET ${at.user}`)).at("detail")).toBe(
      "No rights to access this resource",
    );
    expect((await stranger(`GET /api/v1/companies/${nobody}`)).at("detail")).toBe(
      `Company '${nobody}' not found`,
    );
    const admin = callAs(server.admin.apiKey);
    expect((await admin(`GET ${at.user}`)).status).toBe(200);
    expect((await admin("GET /api/v1/companies")).at("total")).toBe(1);
    expect((await stranger("GET /api/v1/admin/developers")).status).toBe(403);
  });
});

describe("roles of users", () => {
  const body = { trait_id: exampleId("08"), value: 3 };
  const assign = `POST ${at.player}${at.character}/traits/assign`;

  it.each([
    ["UNRESTRICTED", 0, 201],
    ["WITHIN_24_HOURS", 86_399_000, 201],
    ["WITHIN_24_HOURS", 86_400_000, 403],
    ["STORYTELLER", 0, 403],
  ])("%s: a player changes traits for free after %i ms with %i", async (setting, ms, status) => {
    const { call, clock, server } = await givenServer();
    for (const { settings } of server.state.companies.byId.values())
      Object.assign(settings, { permission_free_trait_changes: setting });
    clock.ms += ms;
    expect((await call(assign, { body })).status).toBe(status);
    const storyteller = assign.replace(exampleId("1d"), exampleId("02"));
    expect((await call(storyteller, { body })).status).toBe(201);
  });

  it("keep others from the traits of a character", async () => {
    const { call, server } = await givenServer();
    for (const each of server.state.characters.byId.values()) each.user_player_id = nobody;
    const reply = await call(assign, { body });
    expect([reply.status, reply.at("detail")]).toEqual([403, "User does not own this character"]);
  });

  it.each([
    ["UNRESTRICTED", [201, 201]],
    ["PLAYER", [201, 403]],
    ["STORYTELLER", [403, 403]],
  ])(
    "%s: a player grants experience to himself and to others with %j",
    async (setting, expected) => {
      const { call, server } = await givenServer();
      for (const { settings } of server.state.companies.byId.values())
        Object.assign(settings, { permission_grant_xp: setting });
      const asked = { body: { ...xp, requesting_user_id: exampleId("1d") } };
      const own = await call(`POST ${at.player}/experience/xp/add`, asked);
      const others = await call(`POST ${at.user}/experience/xp/add`, asked);
      expect([own.status, others.status]).toEqual(expected);
    },
  );
});
