/** Pages, order and filters of lists. */
import { describe, expect, it } from "vitest";
import { at, givenServer } from "./caller.js";
import { exampleId } from "./example-world.js";

const notes = `${at.manager}/notes`;

const givenNotes = async (count: number) => {
  const given = await givenServer();
  const manager = exampleId("03");
  for (let index = 0; index < count; index += 1)
    given.server.state.notes.create(manager, { title: `Note ${index}`, content: "..." });
  return given;
};

describe("pages", () => {
  it.each([
    ["", 10, 0, 10],
    ["?limit=7&offset=20", 7, 20, 5],
    ["?limit=100", 100, 0, 25],
    ["?offset=99", 10, 99, 0],
    ["?limit=0", 0, 0, 25],
    ["?limit=0&offset=24", 0, 24, 1],
  ])("asked for with %j are of %i from %i: %i items", async (query, limit, offset, length) => {
    const { call } = await givenNotes(25);
    const { body } = await call(`GET ${notes}${query}`);
    expect(body).toEqual({ items: expect.any(Array), limit, offset, total: 25 });
    expect(Object(body).items).toHaveLength(length);
  });

  it.each(["limit=101", "limit=-1", "offset=-1", "limit=x", "limit=1.5", "limit="])(
    "asked for with %s are refused",
    async (query) => {
      const { call } = await givenNotes(0);
      const reply = await call(`GET ${notes}?${query}`);
      const field = reply.at("invalid_parameters", 0, "field");
      expect([reply.status, field]).toEqual([400, query.split("=")[0]]);
    },
  );

  it.each(["gifts", "rites", "edges", `edges/${exampleId("18")}/perks`])(
    "of a character's %s are always whole, whatever they repeat",
    async (special) => {
      const { call } = await givenServer();
      const reply = await call(`GET ${at.user}${at.character}/${special}?limit=0&offset=5`);
      expect(reply.body).toMatchObject({ limit: 0, offset: 5, total: 1, items: [{}] });
    },
  );
});

describe("lists", () => {
  const names = async (path: string, member = "name") => {
    const { call } = await givenServer();
    const reply = await call(`GET ${at.company}${path}`);
    return Object(reply.body).items.map((each: object) => Reflect.get(each, member));
  };
  const blueprint = "/characterblueprint";

  it.each([
    [`${blueprint}/V5/sections`, ["Attributes", "Attributes", "Abilities", "Powers", "Other"]],
    [`${blueprint}/concepts`, ["Drifter", "Scholar", "Scholar"]],
    [`${blueprint}/vampire-clans`, ["Brujah", "Brujah", "Malkavian"]],
    [`${blueprint}/werewolf-tribes`, ["Glass Walkers", "Glass Walkers", "Silver Fangs"]],
    [`${blueprint}/werewolf-rites`, ["Rite of Binding", "Rite of Binding", "Rite of the Hunt"]],
    [`${blueprint}/hunter-edges?edge_type=APTITUDES`, ["Sense the Unnatural"]],
    [`${blueprint}/werewolf-tribes?game_version=V4&limit=1`, ["Glass Walkers"]],
    [`/users/${exampleId("02")}/quickrolls`, ["Over the wall"]],
    ["/users?user_role=PLAYER", ["Player of Parts"]],
  ])("of %s are in order and as filtered", async (path, expected) => {
    expect(await names(path)).toEqual(expected);
  });

  it("of traits are in order of names, or as on a sheet, and leave out other classes", async () => {
    const path = `${blueprint}/traits?limit=100`;
    const byName = await names(path);
    expect(byName).toEqual(byName.toSorted());
    const bySheet = await names(`${path}&order_by=SHEET`);
    expect(bySheet.indexOf("Willpower")).toBe(bySheet.length - 1);
    expect(bySheet.indexOf("Strength")).toBeLessThan(bySheet.indexOf("Charisma"));
    expect(await names(`${path}&character_class=WEREWOLF`)).not.toContain("Potence");
    expect(await names(`${path}&character_class=GHOUL`)).toContain("Potence");
  });

  it("of gifts know tribe and auspice", async () => {
    const { server } = await givenServer();
    const { tribes, auspices, gifts } = server.state.blueprint;
    const first = [...tribes.byId.keys()][0];
    const auspice = [...auspices.byId.keys()][0];
    const path = `${blueprint}/werewolf-gifts`;
    const ofTribe = await names(`${path}?tribe_id=${first}`);
    expect(new Set(ofTribe)).toEqual(new Set(["Eyes of the Owl"]));
    expect(await names(`${path}?auspice_id=${auspice}`)).toEqual(["Razor Claws"]);
    expect(gifts.byId.size).toBe(4);
  });

  it("are refused for words that do not exist", async () => {
    const { call } = await givenServer();
    for (const path of [
      `${blueprint}/V6/sections`,
      `${blueprint}/V5/sections?character_class=ELF`,
      `${blueprint}/traits?order_by=SIZE`,
      "/users?user_role=KING",
    ])
      expect((await call(`GET ${at.company}${path}`)).status).toBe(400);
  });
});
