/** What answers are: the server's objects, with the guide's names beside the server's. */
import { describe, expect, it } from "vitest";
import * as valentina from "../../src/valentina/index.js";
import * as models from "../../src/valentina/models/index.js";
import { given } from "./support/given.js";

const enumerations: readonly (readonly [string, keyof typeof models, readonly unknown[]])[] = [
  ["VN-397", "CharacterClass", ["VAMPIRE", "WEREWOLF", "MAGE", "HUNTER", "GHOUL", "MORTAL"]],
  ["VN-398", "CharacterType", ["PLAYER", "NPC", "STORYTELLER", "DEVELOPER"]],
  ["VN-399", "CharacterStatus", ["ALIVE", "DEAD"]],
  ["VN-400", "GameVersion", ["V4", "V5"]],
  ["VN-401, VN-153, VN-154, VN-155", "UserRole", ["ADMIN", "STORYTELLER", "PLAYER"]],
  [
    "VN-402, VN-119, VN-120, VN-121, VN-122",
    "PermissionLevel",
    ["USER", "ADMIN", "OWNER", "REVOKE"],
  ],
  ["VN-403", "WerewolfRenown", ["HONOR", "GLORY", "WISDOM"]],
  ["VN-404", "HunterEdgeType", ["ASSETS", "APTITUDES", "ENDOWMENTS"]],
  ["VN-405", "DiceSize", [4, 6, 8, 10, 20, 100]],
  ["VN-406", "RollResultType", ["SUCCESS", "FAILURE", "BOTCH", "CRITICAL", "OTHER"]],
];

describe("an enumeration", () => {
  it.each(enumerations)("is a list of its values as well [%s]: %s", (_, name, values) => {
    expect(Reflect.get(models, name)).toEqual(values);
    expect(Reflect.get(valentina, name)).toBe(Reflect.get(models, name));
  });
});

describe("an answer", () => {
  it("is what the server sent, unknown values and members included [VN-002, VN-089, VN-413]", async () => {
    const body = {
      ...{ id: "u1", role: "ELDER", date_created: "2026-01-01T00:00:00Z", favourite: { a: [1] } },
    };
    const { client } = given([{ json: body }]);
    const user = await client.users().get("u1");
    expect(JSON.parse(JSON.stringify(user))).toEqual(body);
    expect(user.date_created).toBe("2026-01-01T00:00:00Z");
  });

  it("names the kind of a file as the guide does too, unseen by JSON [VN-365, VN-413]", async () => {
    const asset = { id: "a1", asset_type: "image", mime_type: "image/png" };
    const { client } = given([
      { json: asset },
      { json: { items: [asset], limit: 10, offset: 0, total: 1 } },
    ]);
    const one = await client.users().getAsset("u1", "a1");
    const { items } = await client.users().listAssets("u1");
    for (const found of [one, items[0]]) {
      expect(found?.file_type).toBe("image");
      expect(Object.keys(found ?? {})).toEqual(Object.keys(asset));
      expect(JSON.stringify(found)).toBe(JSON.stringify(asset));
    }
  });

  const editions: readonly (readonly [unknown, string | undefined])[] = [
    [["V5"], "V5"],
    [["V4", "V5"], undefined],
    [[], undefined],
  ];
  it.each(editions)(
    "of the blueprint names its only edition: %j [VN-383, VN-384, VN-387, VN-389, VN-390, VN-413]",
    async (game_versions, expected) => {
      const thing = { id: "x1", game_versions };
      const blueprint = () => given([{ json: thing }]).client.characterBlueprint();
      const found = [
        await blueprint().getSection({ gameVersion: "V5", sectionId: "x1" }),
        await blueprint().getCategory({ gameVersion: "V5", sectionId: "x1", categoryId: "x2" }),
        await blueprint().getVampireClan({ vampireClanId: "x1" }),
        await blueprint().getWerewolfGift({ werewolfGiftId: "x1" }),
        await blueprint().getWerewolfRite({ werewolfRiteId: "x1" }),
      ];
      for (const one of found) {
        expect(one.game_version).toBe(expected);
        expect(JSON.stringify(one)).toBe(JSON.stringify(thing));
      }
    },
  );

  it("keeps a derived name that the server sends itself", async () => {
    const { client } = given([{ json: { asset_type: "image", file_type: "picture" } }]);
    expect(await client.users().getAsset("u1", "a1")).toEqual({
      ...{ asset_type: "image", file_type: "picture" },
    });
  });

  it("has the game version of a character as it was sent [VN-380]", async () => {
    const { client } = given([{ json: { id: "ch1", game_version: "V5" } }]);
    const character = await client.characters("u1", "p1").get("ch1");
    expect(JSON.stringify(character)).toBe('{"id":"ch1","game_version":"V5"}');
  });

  it.each([
    ["True", true],
    ["False", false],
    [true, true],
    [false, false],
  ])("says by a boolean whether a developer is global: %j [VN-107]", async (sent, expected) => {
    const developer = { id: "d1", api_key: "key", is_global_admin: sent };
    const { client } = given([{ status: 201, json: developer }]);
    const made = await client.globalAdmin.createApiKey("d1");
    expect(made).toEqual({ ...developer, is_global_admin: expected });
  });

  it("with an own new key may be partial [VN-098]", async () => {
    const partial = { id: "d1", username: "ada", email: "a@b.c", api_key: "k", key_generated: "d" };
    const { client } = given([{ status: 201, json: partial }]);
    const made = await client.developer.regenerateApiKey();
    expect(made).toEqual(partial);
    expect(made.companies).toBeUndefined();
  });

  it("to a new company has the company and its first user [VN-061, VN-114]", async () => {
    const body = { company: { id: "c1", name: "Sabbat" }, admin_user: { id: "u1", name: "Ada" } };
    const { client } = given([{ status: 201, json: body }]);
    const { company, admin_user } = await client.companies.create({
      ...{ name: "Sabbat", email: "a@b.c" },
    });
    expect([company.name, admin_user.name]).toEqual(["Sabbat", "Ada"]);
  });

  it("to a perk that is added is the whole edge [VN-263]", async () => {
    const edge = { id: "e1", name: "Arsenal", description: null, perks: [{ id: "k1" }] };
    const { client } = given([{ status: 201, json: edge }]);
    const { name, perks } = await client.characters("u1", "p1").addEdgePerk("ch1", "e1", "k1");
    expect([name, perks.length]).toEqual(["Arsenal", 1]);
  });

  it("to a removal is nothing, and no body is read [VN-246, VN-252, VN-258, VN-264, VN-060]", async () => {
    const none = { status: 204, headers: { "content-type": "application/json" } };
    const { client } = given([none, none, none, none, none]);
    const characters = client.characters("u1", "p1");
    expect(await characters.removeGift("ch1", "g1")).toBeUndefined();
    expect(await characters.removeRite("ch1", "r1")).toBeUndefined();
    expect(await characters.removeEdge("ch1", "e1")).toBeUndefined();
    expect(await characters.removeEdgePerk("ch1", "e1", "k1")).toBeUndefined();
    expect(await client.companies.delete("c1")).toBeUndefined();
  });

  it("to a session has what there is to choose from [VN-284]", async () => {
    const session = {
      ...{ session_id: "s1", expires_at: "2026-01-01T01:00:00Z", requires_selection: true },
      characters: [{ id: "ch1" }, { id: "ch2" }],
    };
    const { client } = given([{ status: 201, json: session }]);
    const started = await client.characterAutogen("u1", "p1").startChargenSession();
    expect(started).toEqual(session);
    expect(started.characters.map(({ id }) => id)).toEqual(["ch1", "ch2"]);
  });

  it("on options is open, and read by name [VN-350, VN-351, VN-352]", async () => {
    const companies = {
      PermissionManageCampaign: ["UNRESTRICTED", "STORYTELLER"],
      PermissionsGrantXP: ["UNRESTRICTED", "PLAYER", "STORYTELLER"],
    };
    const { client } = given([{ json: { companies } }]);
    const options = await client.options().getOptions();
    expect(options.companies?.PermissionManageCampaign).toEqual(["UNRESTRICTED", "STORYTELLER"]);
    expect(options.companies?.PermissionsGrantXP).toEqual([
      "UNRESTRICTED",
      "PLAYER",
      "STORYTELLER",
    ]);
  });
});
