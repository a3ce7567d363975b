/**
 * Traits, dice and words: our client and the stateful server, with Prism between
 * them. Whatever either says that the document does not fails the test.
 */
import type { Character, Trait } from "clientwright/valentina";
import { describe, expect, it } from "vitest";
import { rejection } from "../support/rejection.js";
import { type GivenTable, givenTable } from "./support/valentina.js";

const nobody = "68c1f7152cae3787a09affff";

/** A trait of the blueprint by its name. */
const traitNamed = async ({ client }: GivenTable, name: string): Promise<Trait> => {
  const traits = await client.characterBlueprint().listAllTraits();
  const trait = traits.find((each) => each.name === name);
  if (trait === undefined) throw new Error(`no trait ${name}`);
  return trait;
};

/** Characters as the player sees and changes them. */
const charactersOf = ({ client, player, campaign }: GivenTable) =>
  client.characters(player.id, campaign.id);

const traitsOf = ({ client, player, campaign }: GivenTable, { id }: Character) =>
  client.characterTraits(player.id, campaign.id, id);

describe("traits [workflow 9]", () => {
  it("are assigned, found by either id, and deleted [VN-265, VN-266, VN-268, VN-269, VN-270]", async () => {
    const table = await givenTable();
    const character = await table.addCharacter();
    const traits = traitsOf(table, character);
    const brawl = await traitNamed(table, "Brawl");
    const tooHigh = await rejection(traits.assign(brawl.id, 6));
    expect(tooHigh).toMatchObject({ detail: "Trait can not be raised above max value of 5" });
    const assigned = await traits.assign(brawl.id, 2);
    expect(assigned).toMatchObject({ character_id: character.id, value: 2, trait: brawl });
    expect(await traits.assign(brawl.id, 3)).toEqual({ ...assigned, value: 3 });
    expect(await traits.get(brawl.id)).toEqual(await traits.get(assigned.id));
    const page = await traits.getPage({ parentCategoryId: brawl.parent_category_id });
    expect(page.items.map(({ id }) => id)).toEqual([assigned.id]);
    expect(await traits.listAll({ parentCategoryId: nobody })).toEqual([]);
    expect(await traits.delete(assigned.id)).toBeUndefined();
    expect(await rejection(traits.get(brawl.id))).toMatchObject({ name: "NotFoundError" });
  });

  it("cost experience by the dot, and give it back [VN-272, VN-273]", async () => {
    const table = await givenTable();
    const users = table.client.users();
    const traits = traitsOf(table, await table.addCharacter());
    const { id } = await traits.assign((await traitNamed(table, "Brawl")).id, 2);
    await users.addXp(table.player.id, table.campaign.id, 20);
    const xp = async () => {
      const { xp_current, xp_total } = await users.getExperience(
        table.player.id,
        table.campaign.id,
      );
      return [xp_current, xp_total];
    };
    const offered = await traits.getValueOptions(id);
    expect(offered).toMatchObject({ current_value: 2, min_value: 0, max_value: 5, xp_current: 20 });
    expect(Object.keys(offered.options)).toEqual(["0", "1", "3", "4", "5"]);
    expect(offered.options["3"]).toEqual({
      ...{ direction: "increase", point_change: 9, can_use_xp: true, xp_after: 11 },
      ...{ can_use_starting_points: false, starting_points_after: -9 },
    });
    expect(offered.options["0"]).toMatchObject({ direction: "decrease", point_change: 9 });
    expect(offered.options["4"]).toMatchObject({ point_change: 21, can_use_xp: false });

    expect((await traits.changeValue(id, 3, "XP")).value).toBe(3);
    expect(await xp()).toEqual([11, 20]);
    const tooDear = await rejection(traits.changeValue(id, 4, "XP"));
    expect(tooDear).toMatchObject({ responseData: { current_xp: 11, required_xp: 12 } });
    expect((await traits.changeValue(id, 1, "XP")).value).toBe(1);
    expect(await xp()).toEqual([26, 20]);
    const poor = await rejection(traits.changeValue(id, 2, "STARTING_POINTS"));
    expect(poor).toMatchObject({ detail: "Not enough starting points" });
    expect((await traits.changeValue(id, 1, "STARTING_POINTS")).value).toBe(1);
    expect((await traits.changeValue(id, 5, "NO_COST")).value).toBe(5);
    expect(await xp()).toEqual([26, 20]);
  });

  it("may be one's own, under a name that is free [VN-080, VN-267]", async () => {
    const table = await givenTable();
    const character = await table.addCharacter();
    const traits = traitsOf(table, character);
    const { parent_category_id } = await traitNamed(table, "Brawl");
    const wish = { name: "Street Smarts", parent_category_id, max_value: 5, value: 2 };
    const own = await traits.create(wish);
    expect(own).toMatchObject({
      value: 2,
      trait: { is_custom: true, custom_for_character_id: character.id },
    });
    const taken = await rejection(traits.create({ ...wish, name: "street SMARTS" }));
    expect(taken).toMatchObject({
      name: "ConflictError",
      detail: "Trait named 'street SMARTS' already exists on character",
    });
    const blueprint = table.client.characterBlueprint();
    const shown = (await blueprint.listAllTraits()).map(({ name }) => name);
    expect(shown).not.toContain("Street Smarts");
  });

  it("make up willpower and renown", async () => {
    const table = await givenTable();
    const character = await table.addCharacter({
      character_class: "WEREWOLF",
      ...(await wolf(table)),
    });
    const traits = traitsOf(table, character);
    const assign = async (name: string, value: number) =>
      traits.assign((await traitNamed(table, name)).id, value);
    await assign("Composure", 2);
    await assign("Resolve", 3);
    const { id } = await traitNamed(table, "Willpower");
    expect((await traits.get(id)).value).toBe(5);
    await assign("Honor", 2);
    await assign("Glory", 1);
    const { werewolf_attributes } = await charactersOf(table).get(character.id);
    expect(werewolf_attributes.total_renown).toBe(3);
  });
});

/** What a werewolf needs. */
const wolf = async ({ client }: GivenTable) => {
  const blueprint = client.characterBlueprint();
  const [tribe] = await blueprint.listAllWerewolfTribes();
  const [auspice] = await blueprint.listAllWerewolfAuspices();
  const werewolf_attributes = { tribe_id: tribe?.id ?? "", auspice_id: auspice?.id ?? "" };
  return { werewolf_attributes };
};

describe("dice [workflow 11]", () => {
  it("fall for and against a difficulty, and are counted [VN-163, VN-222, VN-130, VN-335, VN-336, VN-338, VN-339, VN-341]", async () => {
    const table = await givenTable();
    const { client, player, storyteller, campaign } = table;
    const character = await table.addCharacter();
    const brawl = await traitNamed(table, "Brawl");
    const { id: characterTrait } = await traitsOf(table, character).assign(brawl.id, 2);
    const dice = client.dicerolls(player.id);
    const roll = await dice.create({
      ...{ dice_size: 10, num_dice: 5, num_desperation_dice: 1, difficulty: 6 },
      ...{ trait_ids: [characterTrait], character_id: character.id, campaign_id: campaign.id },
    });
    expect(roll).toMatchObject({ trait_ids: [brawl.id], user_id: player.id });
    expect(roll.result?.total_dice_roll).toHaveLength(6);
    expect(await dice.get(roll.id)).toEqual(roll);
    const plain = await dice.create({ dice_size: 20, num_dice: 1 });
    expect(plain.result).toMatchObject({ total_result: null, total_result_type: "OTHER" });
    const unknown = await rejection(
      dice.create({ dice_size: 10, num_dice: 1, trait_ids: [nobody] }),
    );
    expect(unknown).toMatchObject({ detail: "Trait not found" });

    expect(await dice.listAll({ userid: player.id })).toEqual([roll, plain]);
    expect(await dice.listAll({ characterid: character.id })).toEqual([roll]);
    expect(await dice.listAll({ campaignId: campaign.id })).toEqual([roll]);
    expect((await dice.getPage({ userId: storyteller.id })).total).toBe(0);
    const counted = { total_rolls: 1, average_difficulty: 6, average_pool: 5 };
    const characters = charactersOf(table);
    for (const statistics of [
      await characters.getStatistics(character.id),
      await client.campaigns(player.id).getStatistics(campaign.id),
      await client.users().getStatistics(player.id),
    ])
      expect(statistics).toMatchObject({
        ...counted,
        top_traits: [{ name: "Brawl", usage_count: 1, trait_id: brawl.id }],
      });
    const short = await client.users().getStatistics(player.id, { numTopTraits: 0 });
    expect(short.top_traits).toEqual([]);
  });

  it("can be prepared, and are then as many as a character has [VN-146, VN-147, VN-148, VN-149, VN-150, VN-151, VN-152, VN-337]", async () => {
    const table = await givenTable();
    const { client, player } = table;
    const character = await table.addCharacter();
    const [brawl, wits] = [await traitNamed(table, "Brawl"), await traitNamed(table, "Wits")];
    const users = client.users();
    const wish = { name: "Wits + Brawl", trait_ids: [brawl.id, wits.id] };
    const quickroll = await users.createQuickroll(player.id, wish);
    expect(quickroll).toMatchObject({ ...wish, user_id: player.id, description: null });
    const dice = client.dicerolls(player.id);
    const asked = { quickrollId: quickroll.id, characterId: character.id };
    const nothing = await rejection(dice.createQuickroll(asked));
    expect(nothing).toMatchObject({ detail: "No matching traits found to roll" });
    await traitsOf(table, character).assign(brawl.id, 2);
    await traitsOf(table, character).assign(wits.id, 3);
    const roll = await dice.createQuickroll({ ...asked, numDesperationDice: 2 });
    expect(roll).toMatchObject({
      ...{ num_dice: 5, num_desperation_dice: 0, dice_size: 10, difficulty: 6 },
      ...{ comment: "Quick roll: Wits + Brawl", campaign_id: table.campaign.id },
    });
    const named = await dice.createQuickroll({ ...asked, difficulty: 7, comment: "Over it" });
    expect([named.difficulty, named.comment]).toEqual([7, "Over it"]);

    const changed = await users.updateQuickroll(player.id, quickroll.id, { name: "Renamed" });
    expect(changed).toMatchObject({ name: "Renamed", trait_ids: wish.trait_ids });
    expect(await users.getQuickroll(player.id, quickroll.id)).toEqual(changed);
    const first = await users.createQuickroll(player.id, { name: "A first one" });
    expect(await users.listAllQuickrolls(player.id)).toEqual([first, changed]);
    const page = await users.getQuickrollsPage(player.id, { limit: 1, offset: 1 });
    expect(page.items).toEqual([changed]);
    const streamed: unknown[] = [];
    for await (const each of users.iterAllQuickrolls(player.id, { limit: 1 })) streamed.push(each);
    expect(streamed).toEqual([first, changed]);
    expect(await users.deleteQuickroll(player.id, first.id)).toBeUndefined();
    expect(await users.listAllQuickrolls(player.id)).toEqual([changed]);
  });
});

describe("words [workflow 12]", () => {
  it("are found by themselves and their synonyms, whatever the case [VN-342, VN-343, VN-344, VN-345, VN-346, VN-347, VN-348, VN-349]", async () => {
    const { client } = await givenTable();
    const dictionary = client.dictionary();
    const term = await dictionary.create({
      ...{ term: "Embrace", definition: "Turning a mortal", synonyms: ["Turn", "Siring"] },
    });
    expect(term).toMatchObject({ term: "embrace", synonyms: ["siring", "turn"] });
    expect(await dictionary.listAll({ term: "EMBRACE" })).toEqual([term]);
    expect((await dictionary.getPage({ term: "Siring" })).items).toEqual([term]);
    const streamed: string[] = [];
    for await (const each of dictionary.iterAll()) streamed.push(each.term);
    expect(streamed).toEqual(["embrace", "masquerade"]);
    const bare = await rejection(dictionary.create({ term: "Elysium" }));
    expect(bare).toMatchObject({ detail: "Must have either a definition or a link." });
    const changed = await dictionary.update(term.id, { definition: "Making a vampire" });
    expect(await dictionary.get(term.id)).toEqual(changed);

    const [ours] = await dictionary.listAll({ term: "masquerade" });
    const refused = await rejection(dictionary.update(ours?.id ?? "", { definition: "x" }));
    expect(refused).toMatchObject({ detail: "You may only update company dictionary terms." });
    expect(await rejection(dictionary.delete(ours?.id ?? ""))).toMatchObject({ statusCode: 400 });
    expect(await dictionary.delete(term.id)).toBeUndefined();
    expect(await dictionary.listAll({ term: "embrace" })).toEqual([]);
  });
});
