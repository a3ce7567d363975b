// What the examples of the document speak of, under the very ids that they use.
import type { Character, Company, User } from "../../../generated/valentina/models.js";
import { setTrait } from "./character-traits.js";
import type { Collection, Stamped } from "./documents.js";
import type { KeyHolder, ValentinaServer } from "./server.js";
import { createUser, experienceIn } from "./users.js";

/** An id of the examples by its last two digits. */
export function exampleId(digits: string): string {
  return `66f0a1c2d3e4b5a6978800${digits}`;
}

/** Who acts in the examples: the user of the paths, one who administers, and one who plays. */
const [actor, manager, playerOfAll] = [exampleId("02"), exampleId("03"), exampleId("1d")];

/** Adds it all, and answers a developer who owns the company. */
export function addExampleWorld(server: ValentinaServer): KeyHolder {
  const { state } = server;
  const owner = server.addDeveloper({ username: "Ida Lind" });
  server.addDeveloper({ username: "Mara Voss", id: exampleId("0a") });
  server.addDeveloper({ username: "Jan Novak", id: exampleId("0b") });
  const company = addCompany(server);
  const grant = { company_id: company.id, name: company.name, permission: "OWNER" } as const;
  owner.developer.companies.push(grant);
  const user = addUsers(server, company);
  fillBlueprint(server);
  addCampaign(server, company, user);
  const character = addCharacter(server, company);
  addBelongings(server, company, user, character);
  state.discordLogins.set("5d0f2c7a", user.id);
  return owner;
}

function addCompany({ state }: ValentinaServer): Company {
  const settings: Company["settings"] = {
    character_autogen_xp_cost: 10,
    character_autogen_num_choices: 3,
    permission_manage_campaign: "UNRESTRICTED",
    permission_grant_xp: "UNRESTRICTED",
    permission_free_trait_changes: "UNRESTRICTED",
  };
  const content = { name: "Lantern Society", description: null, email: "table@example.org" };
  const { companies } = state;
  return companies.create("", { ...content, settings, user_ids: [] }, exampleId("01"));
}

function addUsers({ state }: ValentinaServer, company: Company): User {
  const add = (id: string, name: string, role: User["role"]) =>
    createUser(state, company, { name, role, email: "user@example.org" }, id);
  const user = add(actor, "Teller of Stories", "STORYTELLER");
  add(manager, "Keeper of Keys", "ADMIN");
  const player = add(playerOfAll, "Player of Parts", "PLAYER");
  user.discord_profile = { ...user.discord_profile, id: "80351110224678912" };
  for (const each of [user, player])
    Object.assign(experienceIn(each, exampleId("04")), { xp_current: 500, xp_total: 500 });
  return user;
}

/** Copies of what is there already, under other ids and other parents. */
function fillBlueprint({ state: { blueprint } }: ValentinaServer): void {
  const ids = { section: exampleId("10"), category: exampleId("11"), edge: exampleId("18") };
  copyFirst(blueprint.sections, "", ids.section);
  const category = copyFirst(blueprint.categories, ids.section, ids.category);
  category.parent_sheet_section_id = ids.section;
  for (const digits of ["08", "1c", "1f"]) {
    const trait = copyFirst(blueprint.traits, ids.category, exampleId(digits));
    trait.parent_category_id = ids.category;
    trait.name = `Trait ${digits}`;
  }
  copyFirst(blueprint.concepts, "", exampleId("12"));
  copyFirst(blueprint.clans, "", exampleId("13"));
  copyFirst(blueprint.tribes, "", exampleId("14"));
  copyFirst(blueprint.auspices, "", exampleId("15"));
  copyFirst(blueprint.gifts, "", exampleId("16"));
  copyFirst(blueprint.rites, "", exampleId("17"));
  copyFirst(blueprint.edges, "", ids.edge).perk_ids = [exampleId("19")];
  copyFirst(blueprint.perks, ids.edge, exampleId("19")).edge_id = ids.edge;
}

function copyFirst<T extends Stamped>(collection: Collection<T>, parentId: string, id: string): T {
  const [first] = collection.byId.values();
  if (first === undefined) throw new Error("nothing to copy");
  return collection.create(parentId, first, id);
}

/** Three books, and three chapters in the first of them, so that there is something to renumber. */
function addCampaign({ state }: ValentinaServer, company: Company, user: User): void {
  const common = { description: null, asset_ids: [] };
  const [campaign_id, book_id] = [exampleId("04"), exampleId("05")];
  const levels = { desperation: 1, danger: 3, company_id: company.id };
  state.campaigns.create(company.id, { ...common, ...levels, name: "Ashes" }, campaign_id);
  for (const [index, id] of [book_id, undefined, undefined].entries()) {
    const number = index + 1;
    state.books.create(campaign_id, { ...common, name: "A book", number, campaign_id }, id);
  }
  for (const [index, id] of [exampleId("06"), undefined, undefined].entries()) {
    const number = index + 1;
    state.chapters.create(book_id, { ...common, name: "A chapter", number, book_id }, id);
  }
  for (const owner of [user.id, campaign_id, book_id, exampleId("06"), exampleId("07")])
    addNoteAndAsset(state, owner, company, user);
}

function addNoteAndAsset(
  state: ValentinaServer["state"],
  owner: string,
  company: Company,
  user: User,
): void {
  state.notes.create(owner, { title: "The ferryman", content: "The bell rings." });
  state.assets.create(owner, {
    asset_type: "image",
    mime_type: "image/png",
    original_filename: "map.png",
    parent_type: "unknown",
    parent_id: owner,
    company_id: company.id,
    uploaded_by: user.id,
    public_url: "https://cdn.example.org/map.png",
  });
}

/** Has one of everything that a character can have. */
function addCharacter({ state }: ValentinaServer, company: Company): Character {
  const edges = [{ edge_id: exampleId("18"), perk_ids: [exampleId("19")] }];
  const character = state.characters.create(
    exampleId("04"),
    {
      ...{ character_class: "VAMPIRE", type: "PLAYER", game_version: "V5", status: "ALIVE" },
      ...{ name_first: "Marcus", name_last: "Blackwood", name_nick: null },
      ...{ name: "Marcus Blackwood", name_full: "Marcus Blackwood", date_killed: null },
      ...{ starting_points: 0, age: 34, biography: null, demeanor: null, nature: null },
      concept_id: exampleId("12"),
      user_creator_id: actor,
      user_player_id: playerOfAll,
      company_id: company.id,
      campaign_id: exampleId("04"),
      ...{ asset_ids: [], character_trait_ids: [], specialties: [] },
      vampire_attributes: { clan_id: exampleId("13") },
      werewolf_attributes: {
        gift_ids: [exampleId("16")],
        rite_ids: [exampleId("17")],
        total_renown: 0,
      },
      mage_attributes: null,
      hunter_attributes: { creed: null, edges },
    },
    exampleId("07"),
  );
  for (const [id, trait_id] of [
    [exampleId("09"), exampleId("08")],
    [exampleId("22"), exampleId("1c")],
  ] as const) {
    const content = { character_id: character.id, trait_id, value: 2 };
    state.characterTraits.create(character.id, content, id);
    setTrait(state, character, trait_id, 2);
  }
  return character;
}

function addBelongings(
  { state }: ValentinaServer,
  company: Company,
  user: User,
  character: Character,
): void {
  const { id: character_id, campaign_id } = character;
  const common = { description: null };
  const trait_ids = [exampleId("08")];
  const quickroll = { ...common, name: "Over the wall", user_id: user.id, trait_ids };
  state.quickrolls.create(user.id, quickroll, exampleId("0e"));
  const item = { ...common, character_id, name: "Iron lantern", type: "EQUIPMENT" } as const;
  state.inventory.create(character_id, item, exampleId("0f"));
  const term = { term: "haven", definition: "Where one sleeps", link: null, synonyms: [] };
  const { id: company_id } = company;
  state.terms.create(company_id, { ...term, is_global: false, company_id }, exampleId("1a"));
  state.rolls.create(
    company_id,
    {
      ...{ dice_size: 20, difficulty: null, num_dice: 1, num_desperation_dice: 0, comment: null },
      ...{ trait_ids: [], user_id: user.id, character_id, campaign_id, company_id, result: null },
    },
    exampleId("1b"),
  );
  state.chargen.set("5d0f2c7a-83b1-4e6f-9a2d-7c41e0b8f356", {
    userId: user.id,
    campaignId: campaign_id,
    expiresAt: Number.POSITIVE_INFINITY,
    characters: [character],
  });
}
