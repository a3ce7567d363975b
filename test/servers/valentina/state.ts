// Everything the server remembers; tests may look at it and change it.
import type {
  Campaign,
  CampaignBook,
  CampaignChapter,
  Character,
  Company,
  Developer,
  Diceroll,
  DictionaryTerm,
  InventoryItem,
  Note,
  Quickroll,
  S3Asset,
  SystemHealth,
  User,
} from "../../../generated/valentina/models.js";
import { type Accounts, createAccounts } from "./accounts.js";
import { type Blueprint, createBlueprint } from "./blueprint/blueprint.js";
import { type Collection, createCollection, createStamps, type Stamped } from "./documents.js";
import type { Settings } from "./options.js";
import { timestamp } from "./timestamps.js";

/** A trait of a character as it is stored: the trait itself is in the blueprint. */
export interface StoredCharacterTrait extends Stamped {
  character_id: string;
  trait_id: string;
  value: number;
}

/** A choice between characters that nobody plays yet. */
export interface ChargenSession {
  readonly userId: string;
  readonly campaignId: string;
  /** Milliseconds. */
  readonly expiresAt: number;
  readonly characters: readonly Character[];
}

/** Mutable unless it says otherwise. Collections lie under the document that is named. */
export interface ValentinaState {
  readonly settings: Settings;
  readonly accounts: Accounts;
  readonly developers: Collection<Developer>;
  readonly companies: Collection<Company>;
  /** Under the company, like campaigns and rolls. */
  readonly users: Collection<User>;
  readonly campaigns: Collection<Campaign>;
  readonly rolls: Collection<Diceroll>;
  /** Under the company, or under "" when they are everyone's. */
  readonly terms: Collection<DictionaryTerm>;
  /** Under the campaign. */
  readonly books: Collection<CampaignBook>;
  readonly characters: Collection<Character>;
  /** Under the book. */
  readonly chapters: Collection<CampaignChapter>;
  /** Under the user. */
  readonly quickrolls: Collection<Quickroll>;
  /** Under the character. */
  readonly inventory: Collection<InventoryItem>;
  readonly characterTraits: Collection<StoredCharacterTrait>;
  /** Under what they belong to, whatever that is. */
  readonly notes: Collection<Note>;
  readonly assets: Collection<S3Asset>;
  readonly blueprint: Blueprint;
  /** By session id. */
  readonly chargen: Map<string, ChargenSession>;
  /** Ids of users who went to the login at Discord, by what comes back from there. */
  readonly discordLogins: Map<string, string>;
  /** A part that is offline makes the health answer 500. */
  readonly health: SystemHealth;
  /** False makes uploads and removals of files fail. */
  storageWorks: boolean;
  /** Answers by `METHOD path status`. */
  readonly answered: Map<string, number>;
}

export function createState(settings: Settings): ValentinaState {
  const stamps = createStamps(() => timestamp(settings.now()));
  const collection = <T extends Stamped>() => createCollection<T>(stamps);
  const developers = collection<Developer>();
  const terms = collection<DictionaryTerm>();
  terms.create("", everyonesTerm);
  return {
    settings,
    accounts: createAccounts(developers, settings.random),
    developers,
    companies: collection(),
    users: collection(),
    campaigns: collection(),
    rolls: collection(),
    terms,
    books: collection(),
    characters: collection(),
    chapters: collection(),
    quickrolls: collection(),
    inventory: collection(),
    characterTraits: collection(),
    notes: collection(),
    assets: collection(),
    blueprint: createBlueprint(stamps),
    chargen: new Map(),
    discordLogins: new Map(),
    health: { database_status: "online", cache_status: "online", version: "0.7.0" },
    storageWorks: true,
    answered: new Map(),
  };
}

const everyonesTerm = {
  term: "masquerade",
  definition: "What keeps the dead a secret",
  link: null,
  synonyms: ["first tradition"],
  is_global: true,
  company_id: null,
};
