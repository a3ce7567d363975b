// What the parameters of a path name: where to look, and what to say when there is nothing.
import type {
  Campaign,
  CampaignBook,
  CampaignChapter,
  Character,
  CharacterConcept,
  Company,
  Developer,
  Diceroll,
  DictionaryTerm,
  HunterEdge,
  HunterEdgePerk,
  InventoryItem,
  Note,
  Quickroll,
  S3Asset,
  SheetSection,
  Trait,
  TraitCategory,
  User,
  VampireClan,
  WerewolfAuspice,
  WerewolfGift,
  WerewolfRite,
  WerewolfTribe,
} from "../../../generated/valentina/models.js";
import type { Call } from "./call.js";
import { type ApiFailure, decodingFailed, notFound, unforeseen } from "./failures.js";
import { isId } from "./kinds.js";
import type { StoredCharacterTrait } from "./state.js";

/** Documents by the name of their parameter. */
export interface Entities {
  developer_id: Developer;
  company_id: Company;
  user_id: User;
  campaign_id: Campaign;
  book_id: CampaignBook;
  chapter_id: CampaignChapter;
  character_id: Character;
  note_id: Note;
  asset_id: S3Asset;
  quickroll_id: Quickroll;
  inventory_item_id: InventoryItem;
  character_trait_id: StoredCharacterTrait;
  trait_id: Trait;
  section_id: SheetSection;
  category_id: TraitCategory;
  concept_id: CharacterConcept;
  vampire_clan_id: VampireClan;
  werewolf_tribe_id: WerewolfTribe;
  werewolf_auspice_id: WerewolfAuspice;
  werewolf_gift_id: WerewolfGift;
  werewolf_rite_id: WerewolfRite;
  hunter_edge_id: HunterEdge;
  hunter_edge_perk_id: HunterEdgePerk;
  dictionary_term_id: DictionaryTerm;
  diceroll_id: Diceroll;
}

type EntityName = keyof Entities;

interface Lookup<T> {
  readonly find: (call: Call, id: string) => T | undefined;
  /** What the 404 says. */
  readonly missing: string | ((id: string, call: Call) => string);
}

const lookups: { readonly [N in EntityName]: Lookup<Entities[N]> } = {
  developer_id: {
    find: ({ state }, id) => state.developers.byId.get(id),
    missing: "User not found",
  },
  company_id: {
    find: ({ state }, id) => state.companies.byId.get(id),
    // The missing quotation mark is the real server's.
    missing: (id, { developer }) =>
      developer.is_global_admin ? "Company 'not found" : `Company '${id}' not found`,
  },
  user_id: {
    // Only the routes of Discord name a user without a company.
    find: (call, id) =>
      "company_id" in call.params
        ? call.state.users.find(call.entity("company_id").id, id)
        : call.state.users.byId.get(id),
    missing: "User not found",
  },
  campaign_id: {
    find: (call, id) => call.state.campaigns.find(call.entity("company_id").id, id),
    missing: "Campaign not found",
  },
  book_id: {
    find: (call, id) => call.state.books.find(call.entity("campaign_id").id, id),
    missing: "Campaign book not found",
  },
  chapter_id: {
    find: (call, id) => call.state.chapters.find(call.entity("book_id").id, id),
    missing: "Campaign chapter not found",
  },
  character_id: {
    find: (call, id) => call.state.characters.find(call.entity("campaign_id").id, id),
    missing: "Character not found",
  },
  note_id: {
    find: (call, id) => call.state.notes.find(ownerOf(call).id, id),
    missing: "Note not found",
  },
  asset_id: {
    find: (call, id) => call.state.assets.find(ownerOf(call).id, id),
    missing: "S3 asset not found",
  },
  quickroll_id: {
    find: (call, id) => call.state.quickrolls.find(call.entity("user_id").id, id),
    missing: "Quick roll not found",
  },
  inventory_item_id: {
    find: (call, id) => call.state.inventory.find(call.entity("character_id").id, id),
    missing: "Inventory item not found",
  },
  character_trait_id: {
    // The id of the trait in the blueprint will do as well.
    find: (call, id) =>
      call.state.characterTraits
        .of(call.entity("character_id").id)
        .find((each) => each.id === id || each.trait_id === id),
    missing: "Character trait not found",
  },
  trait_id: {
    find: ({ state }, id) => state.blueprint.traits.byId.get(id),
    missing: "Trait not found",
  },
  section_id: {
    find({ state, params }, id) {
      const section = state.blueprint.sections.byId.get(id);
      const isOfVersion = section?.game_versions.some((each) => each === params["game_version"]);
      return isOfVersion ? section : undefined;
    },
    missing: "Character sheet section not found",
  },
  category_id: {
    find: (call, id) => call.state.blueprint.categories.find(call.entity("section_id").id, id),
    missing: "Trait category not found",
  },
  concept_id: {
    find: ({ state }, id) => state.blueprint.concepts.byId.get(id),
    missing: "Character concept not found",
  },
  vampire_clan_id: {
    find: ({ state }, id) => state.blueprint.clans.byId.get(id),
    missing: "Vampire clan not found",
  },
  werewolf_tribe_id: {
    find: ({ state }, id) => state.blueprint.tribes.byId.get(id),
    missing: "Werewolf tribe not found",
  },
  werewolf_auspice_id: {
    find: ({ state }, id) => state.blueprint.auspices.byId.get(id),
    missing: "Werewolf auspice not found",
  },
  werewolf_gift_id: {
    find: ({ state }, id) => state.blueprint.gifts.byId.get(id),
    missing: "Werewolf gift not found",
  },
  werewolf_rite_id: {
    find: ({ state }, id) => state.blueprint.rites.byId.get(id),
    missing: "Werewolf rite not found",
  },
  hunter_edge_id: {
    find: ({ state }, id) => state.blueprint.edges.byId.get(id),
    missing: "Hunter edge not found",
  },
  hunter_edge_perk_id: {
    // A character is told in another way that a perk belongs to another edge.
    find: (call, id) =>
      "character_id" in call.params
        ? call.state.blueprint.perks.byId.get(id)
        : call.state.blueprint.perks.find(call.entity("hunter_edge_id").id, id),
    missing: "Hunter edge perk not found",
  },
  dictionary_term_id: {
    find: (call, id) =>
      call.state.terms.find(call.entity("company_id").id, id) ?? call.state.terms.find("", id),
    missing: "Dictionary term not found",
  },
  diceroll_id: {
    find: (call, id) => call.state.rolls.find(call.entity("company_id").id, id),
    missing: (id) => `Dice roll ${id} not found`,
  },
};

/** Whether a parameter names a document. */
export function isEntityName(name: string): name is EntityName {
  return Object.hasOwn(lookups, name);
}

/** Looks a document up; a malformed id comes to what it comes to on the real server. */
export function findEntity<N extends EntityName>(call: Call, name: N): Entities[N] {
  const id = call.params[name] ?? "";
  // The routes of Discord have no developer, and know no such user.
  const isOpen = name === "user_id" && !("company_id" in call.params);
  if (!isId(id) && !isOpen) throw malformed(call, name);
  const { find, missing } = lookups[name];
  const found = find(call, id);
  if (found !== undefined) return found;
  throw notFound(typeof missing === "string" ? missing : missing(id, call));
}

/** Guards of the others stumble over it before it is checked. */
function malformed({ developer }: Call, name: string): ApiFailure {
  if (!developer.is_global_admin) return unforeseen();
  return decodingFailed([{ at: [name], message: "Invalid ObjectId", when: "decoding" }]);
}

/** Who has notes and files, the closest first. */
const owners = ["chapter_id", "book_id", "character_id", "campaign_id", "user_id"] as const;

/** What has notes and files. */
export type Owner = Entities[(typeof owners)[number]];

/** What a note or a file of this call belongs to. */
export function ownerOf(call: Call): Owner {
  const name = owners.find((each) => each in call.params);
  if (name === undefined) throw new Error("the path names nothing that has notes or files");
  return call.entity(name);
}
