/**
 * Characters, and what only some of them have: our client and the stateful server, with Prism between
 * them. Whatever either says that the document does not fails the test.
 */
import { describe, expect, it } from "vitest";
import { rejection } from "../support/rejection.js";
import { type GivenTable, givenTable } from "./support/valentina.js";

const nobody = "68c1f7152cae3787a09affff";

/** Characters as the player sees and changes them. */
const charactersOf = ({ client, player, campaign }: GivenTable) =>
  client.characters(player.id, campaign.id);

describe("a character [workflow 7]", () => {
  it("of a vampire needs a clan, which decides on bane and compulsion [VN-215]", async () => {
    const table = await givenTable();
    const vampire = { character_class: "VAMPIRE" } as const;
    const without = await rejection(table.addCharacter(vampire));
    expect(without).toMatchObject({ statusCode: 400, detail: "Vampire clan id is required" });
    const [clan] = await table.client.characterBlueprint().listAllVampireClans();
    const vampire_attributes = { clan_id: clan?.id ?? "", generation: 12 };
    const character = await table.addCharacter({ ...vampire, vampire_attributes });
    expect(character.vampire_attributes).toEqual({
      ...vampire_attributes,
      ...{ clan_name: "Brujah", sire: null, bane: clan?.bane, compulsion: clan?.compulsion },
    });
    expect(character).toMatchObject({
      ...{ name: "Edwin Marlow", name_full: "Edwin Marlow", user_player_id: table.player.id },
      user_creator_id: table.storyteller.id,
    });
    const again = await rejection(table.addCharacter());
    expect(again).toMatchObject({
      invalidParameters: [{ field: "name_first" }, { field: "name_last" }],
    });
  });

  it("dies and comes back, and only for whom it belongs to [VN-214, VN-216, VN-217, VN-218, VN-219, VN-220, VN-221]", async () => {
    const table = await givenTable();
    const characters = charactersOf(table);
    const { id } = await table.addCharacter({ name_nick: "Ash" });
    const other = await table.addCharacter({ name_first: "Marta", type: "NPC" });
    const dead = await characters.update(id, { status: "DEAD" });
    expect([dead.date_killed, dead.name_full]).toEqual([dead.date_modified, "Edwin 'Ash' Marlow"]);
    const found = async (filters: Parameters<typeof characters.listAll>[0]) =>
      (await characters.listAll(filters)).map((each) => each.id);
    expect(await found({ status: "DEAD" })).toEqual([id]);
    expect(await found({ characterType: "NPC" })).toEqual([other.id]);
    expect(await found({ characterClass: "MAGE" })).toEqual([]);
    expect(await found({ userPlayerId: table.player.id })).toEqual([id, other.id]);
    expect(await found({ userCreatorId: table.player.id })).toEqual([]);
    expect((await characters.getPage({ status: "ALIVE" })).total).toBe(1);
    const streamed: string[] = [];
    for await (const each of characters.iterAll({ status: "DEAD" })) streamed.push(each.id);
    expect(streamed).toEqual([id]);
    expect((await characters.update(id, { status: "ALIVE" })).date_killed).toBeNull();

    const stranger = await table.addUser("Stranger", "PLAYER");
    const asStranger = table.client.characters(stranger.id, table.campaign.id);
    const refused = await rejection(asStranger.update(id, { age: 30 }));
    expect(refused).toMatchObject({ name: "AuthorizationError", detail: undefined });
    expect(await characters.delete(id)).toBeUndefined();
    expect(await rejection(characters.get(id))).toMatchObject({ name: "NotFoundError" });
  });

  it("owns things [VN-234, VN-235, VN-236, VN-237, VN-238, VN-239, VN-240]", async () => {
    const table = await givenTable();
    const { id } = await table.addCharacter();
    const characters = charactersOf(table);
    const wish = { name: "Silver Dagger", type: "WEAPON" } as const;
    const item = await characters.createInventoryItem(id, wish);
    expect(item).toMatchObject({ ...wish, character_id: id, description: null });
    expect(await characters.getInventoryItem(id, item.id)).toEqual(item);
    const changed = await characters.updateInventoryItem(id, item.id, { type: "ENCHANTED" });
    expect(changed).toMatchObject({ name: "Silver Dagger", type: "ENCHANTED" });
    expect((await characters.getInventoryPage(id, { limit: 1 })).items).toEqual([changed]);
    expect(await characters.listAllInventory(id)).toEqual([changed]);
    for await (const each of characters.iterAllInventory(id)) expect(each).toEqual(changed);
    expect(await characters.deleteInventoryItem(id, item.id)).toBeUndefined();
    expect(await characters.listAllInventory(id)).toEqual([]);
  });
});

describe("what only some have [workflow 8]", () => {
  it("are gifts and rites, added and removed twice without harm [VN-241, VN-242, VN-243, VN-244, VN-245, VN-246, VN-248, VN-250, VN-251, VN-252]", async () => {
    const table = await givenTable();
    const { id } = await table.addCharacter();
    const characters = charactersOf(table);
    const [gift, second] = await table.client.characterBlueprint().listAllWerewolfGifts();
    const giftId = gift?.id ?? "";
    expect(await characters.addGift(id, giftId)).toEqual(gift);
    expect(await characters.addGift(id, giftId)).toEqual(gift);
    expect(await characters.listAllGifts(id)).toEqual([gift]);
    await characters.addGift(id, second?.id ?? "");
    // The server answers all of them, whatever is asked for.
    const page = await characters.getGiftsPage(id, { limit: 1 });
    expect([page.items.length, page.limit, page.total]).toEqual([2, 1, 2]);
    const streamed: unknown[] = [];
    for await (const each of characters.iterAllGifts(id, { limit: 1 })) streamed.push(each);
    expect(streamed).toEqual([gift, second]);
    expect(await characters.getGift(id, giftId)).toEqual(gift);
    expect(await characters.removeGift(id, giftId)).toBeUndefined();
    expect(await characters.removeGift(id, giftId)).toBeUndefined();
    const missing = await rejection(characters.getGift(id, giftId));
    expect(missing).toMatchObject({ statusCode: 400, detail: "Gift not found on character" });

    const [rite] = await table.client.characterBlueprint().listAllWerewolfRites();
    const riteId = rite?.id ?? "";
    expect(await characters.addRite(id, riteId)).toEqual(rite);
    expect(await characters.listAllRites(id)).toEqual([rite]);
    expect(await characters.getRite(id, riteId)).toEqual(rite);
    expect(await characters.removeRite(id, riteId)).toBeUndefined();
    expect(await characters.listAllRites(id)).toEqual([]);
  });

  it("are edges with their perks; adding a perk adds its edge, and answers all of it [VN-254, VN-256, VN-257, VN-258, VN-260, VN-262, VN-263, VN-264]", async () => {
    const table = await givenTable();
    const { id } = await table.addCharacter({ character_class: "HUNTER" });
    const characters = charactersOf(table);
    const blueprint = table.client.characterBlueprint();
    const [arsenal, sense] = await blueprint.listAllHunterEdges();
    const [edgeId, senseId] = [arsenal?.id ?? "", sense?.id ?? ""];
    const [perk] = await blueprint.listAllHunterEdgePerks({ hunterEdgeId: edgeId });
    const perkId = perk?.id ?? "";
    const foreign = await rejection(characters.addEdgePerk(id, senseId, perkId));
    expect(foreign).toMatchObject({ statusCode: 400, detail: "Perk not found on edge" });

    const perks = [{ id: perkId, name: perk?.name, description: null }];
    const edge = await characters.addEdgePerk(id, edgeId, perkId);
    expect(edge).toMatchObject({ id: edgeId, name: "Arsenal", type: "ASSETS", perks });
    expect(await characters.listAllEdges(id)).toEqual([edge]);
    expect(await characters.getEdge(id, edgeId)).toEqual(edge);
    expect(await characters.listAllEdgePerks(id, edgeId)).toEqual(perks);
    expect(await characters.getEdgePerk(id, edgeId, perkId)).toEqual(perks[0]);
    expect(await characters.addEdge(id, senseId)).toMatchObject({ id: senseId, perks: [] });
    expect(await characters.removeEdgePerk(id, edgeId, perkId)).toBeUndefined();
    expect((await characters.getEdge(id, edgeId)).perks).toEqual([]);
    expect(await characters.removeEdge(id, edgeId)).toBeUndefined();
    expect(await rejection(characters.getEdge(id, edgeId))).toMatchObject({ statusCode: 400 });
  });
});

describe("characters that the server makes up [workflow 10]", () => {
  it("come by themselves for storytellers only [VN-274]", async () => {
    const { client, player, storyteller, campaign } = await givenTable();
    const wish = {
      characterType: "NPC",
      characterClass: "MORTAL",
      experienceLevel: "NEW",
    } as const;
    const asPlayer = client.characterAutogen(player.id, campaign.id);
    const refused = await rejection(asPlayer.generateCharacter(wish));
    expect(refused).toMatchObject({ name: "AuthorizationError" });
    const made = await client.characterAutogen(storyteller.id, campaign.id).generateCharacter(wish);
    expect(made).toMatchObject({ type: "NPC", character_class: "MORTAL" });
    const listed = await client.characters(player.id, campaign.id).listAll();
    expect(listed).toEqual([made]);
  });

  it("come as a choice for experience, and one of them stays [VN-283, VN-284, VN-285]", async () => {
    const { client, player, campaign, clock } = await givenTable();
    const autogen = client.characterAutogen(player.id, campaign.id);
    const poor = await rejection(autogen.startChargenSession());
    expect(poor).toMatchObject({ responseData: { current_xp: 0, required_xp: 10 } });
    await client.users().addXp(player.id, campaign.id, 25);
    const session = await autogen.startChargenSession();
    expect([session.requires_selection, session.characters.length]).toEqual([true, 3]);
    expect(Date.parse(session.expires_at) - clock.now()).toBe(86_400_000);
    const left = await client.users().getExperience(player.id, campaign.id);
    expect(left.xp_current).toBe(15);
    const characters = client.characters(player.id, campaign.id);
    expect(await characters.listAll()).toEqual([]);

    const chosen = session.characters[1]?.id ?? "";
    const foreign = await rejection(autogen.finalizeChargenSession(session.session_id, nobody));
    expect(foreign).toMatchObject({
      invalidParameters: [{ field: "selected_character_id", message: "Character not in session" }],
    });
    const final = await autogen.finalizeChargenSession(session.session_id, chosen);
    expect(await characters.listAll()).toEqual([final]);
    const again = await rejection(autogen.finalizeChargenSession(session.session_id, chosen));
    expect(again).toMatchObject({
      invalidParameters: [{ field: "session_id", message: "Session not found or expired" }],
    });
  });

  it("are there at once when there is nothing to choose, and a choice ends after a day", async () => {
    const settings = { character_autogen_num_choices: 1, character_autogen_xp_cost: 0 };
    const { client, player, campaign, clock, company } = await givenTable({}, settings);
    const autogen = client.characterAutogen(player.id, campaign.id);
    const only = await autogen.startChargenSession();
    expect(only.requires_selection).toBe(false);
    const characters = client.characters(player.id, campaign.id);
    expect(await characters.listAll()).toEqual(only.characters);
    const [first] = only.characters;
    const late = await rejection(autogen.finalizeChargenSession(only.session_id, first?.id ?? ""));
    expect(late).toMatchObject({ statusCode: 400 });

    await client.companies.update(company.id, { settings: { character_autogen_num_choices: 2 } });
    const choice = await autogen.startChargenSession();
    clock.advance(86_400_000);
    const [expired] = choice.characters;
    const over = autogen.finalizeChargenSession(choice.session_id, expired?.id ?? "");
    expect(await rejection(over)).toMatchObject({ invalidParameters: [{ field: "session_id" }] });
  });
});
