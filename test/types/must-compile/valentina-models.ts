/** The models of Valentina Noir under the guide's names, with every property that the guide documents. */

import type * as root from "clientwright/valentina";
import type * as models from "clientwright/valentina/models";
import { expectType } from "../support/expect-type.js";

type Dated = "id" | "date_created" | "date_modified";

/** Compiles only where the model has all of the properties. */
const has = <Model, _Keys extends keyof Model>(): void => undefined;

/** S3Asset has what is documented, the guide's name of its type included [VN-365] */
export function assets(): void {
  has<models.S3Asset, Dated | "asset_type" | "original_filename" | "public_url" | "uploaded_by">();
  expectType<models.S3Asset["file_type"]>().toBe<models.AssetType | undefined>();
}

/** Note has what is documented [VN-366] */
export function notes(): void {
  has<models.Note, Dated | "title" | "content">();
}

/** RollStatistics has what is documented [VN-367] */
export function statistics(): void {
  has<models.RollStatistics, "botches" | "successes" | "failures" | "criticals" | "total_rolls">();
  has<models.RollStatistics, "success_percentage" | "failure_percentage" | "botch_percentage">();
  has<models.RollStatistics, "criticals_percentage" | "average_difficulty" | "average_pool">();
  has<models.RollStatistics, "top_traits">();
}

/** Quickroll has what is documented [VN-368] */
export function quickrolls(): void {
  has<models.Quickroll, Dated | "name" | "description" | "user_id" | "trait_ids">();
}

/** Company has what is documented [VN-369] */
export function companies(): void {
  has<models.Company, Dated | "name" | "description" | "email" | "user_ids" | "settings">();
}

/** CompanySettings has what is documented [VN-370] */
export function settings(): void {
  has<models.CompanySettings, "character_autogen_xp_cost" | "character_autogen_num_choices">();
  has<models.CompanySettings, "permission_manage_campaign" | "permission_grant_xp">();
  has<models.CompanySettings, "permission_free_trait_changes">();
}

/** Developer has what is documented [VN-371] */
export function developers(): void {
  has<models.Developer, Dated | "username" | "email" | "key_generated" | "companies">();
  has<models.Developer, "is_global_admin">();
}

/** MeDeveloper is a Developer without the flag [VN-372] */
export function me(): void {
  has<models.MeDeveloper, Dated | "username" | "email" | "key_generated" | "companies">();
  expectType<"is_global_admin" extends keyof models.MeDeveloper ? true : false>().toBe<false>();
}

/** DeveloperWithApiKey is a Developer with a key [VN-373] */
export function keys(): void {
  has<models.DeveloperWithApiKey, keyof models.Developer | "api_key">();
  expectType<models.DeveloperWithApiKey["api_key"]>().toBe<string>();
}

/** User has what is documented [VN-374] */
export function users(): void {
  has<models.User, Dated | "name" | "email" | "role" | "company_id" | "discord_profile">();
  has<models.User, "campaign_experience" | "asset_ids">();
}

/** CampaignExperience has what is documented [VN-375] */
export function experience(): void {
  has<models.CampaignExperience, "campaign_id" | "xp_current" | "xp_total" | "cool_points">();
}

/** DiscordProfile has what is documented [VN-376] */
export function profiles(): void {
  has<models.DiscordProfile, "id" | "username" | "global_name" | "avatar_url" | "avatar_id">();
  has<models.DiscordProfile, "discriminator" | "email" | "verified">();
}

/** Campaign has what is documented [VN-377] */
export function campaigns(): void {
  has<models.Campaign, Dated | "name" | "description" | "desperation" | "danger">();
  has<models.Campaign, "company_id" | "asset_ids">();
}

/** CampaignBook has what is documented [VN-378] */
export function books(): void {
  has<models.CampaignBook, Dated | "name" | "description" | "number" | "campaign_id">();
  has<models.CampaignBook, "asset_ids">();
}

/** CampaignChapter has what is documented [VN-379] */
export function chapters(): void {
  has<models.CampaignChapter, Dated | "name" | "description" | "number" | "book_id">();
  has<models.CampaignChapter, "asset_ids">();
}

/** Character has what is documented [VN-380] */
export function characters(): void {
  has<models.Character, Dated | "character_class" | "type" | "game_version" | "status">();
  has<models.Character, "name_first" | "name_last" | "name_nick" | "name" | "name_full" | "age">();
  has<models.Character, "biography" | "user_creator_id" | "user_player_id" | "company_id">();
  has<models.Character, "campaign_id" | "vampire_attributes" | "werewolf_attributes">();
  has<models.Character, "hunter_attributes" | "mage_attributes">();
}

/** CharacterTrait has what is documented [VN-381] */
export function characterTraits(): void {
  has<models.CharacterTrait, "id" | "character_id" | "value" | "trait">();
  expectType<models.CharacterTrait["trait"]>().toBe<models.Trait>();
}

/** Trait has what is documented [VN-382] */
export function traits(): void {
  has<models.Trait, "id" | "name" | "description" | "max_value" | "min_value" | "is_custom">();
  has<models.Trait, "initial_cost" | "upgrade_cost" | "parent_category_id">();
  has<models.Trait, "parent_category_name">();
}

/** SheetSection has what is documented, and the server's list of editions [VN-383] */
export function sections(): void {
  has<models.SheetSection, "id" | "name" | "description" | "game_version" | "game_versions">();
  has<models.SheetSection, "character_classes" | "order">();
}

/** TraitCategory has what is documented, and the server's list of editions [VN-384] */
export function categories(): void {
  has<models.TraitCategory, "id" | "name" | "description" | "game_version" | "game_versions">();
  has<models.TraitCategory, "parent_sheet_section_id" | "initial_cost" | "upgrade_cost">();
}

/** CharacterConcept has what is documented, but an edition, which is never sent [VN-385] */
export function concepts(): void {
  has<models.CharacterConcept, "id" | "name" | "description" | "examples" | "max_specialties">();
  expectType<"game_version" extends keyof models.CharacterConcept ? true : false>().toBe<false>();
}

/** VampireAttributes has what is documented [VN-386] */
export function vampires(): void {
  has<models.VampireAttributes, "clan_id" | "clan_name" | "generation" | "sire" | "bane">();
  has<models.VampireAttributes, "compulsion">();
}

/** VampireClan has what is documented, and the server's list of editions [VN-387] */
export function clans(): void {
  has<models.VampireClan, "id" | "name" | "description" | "game_version" | "game_versions">();
}

/** WerewolfAttributes has what is documented [VN-388] */
export function werewolves(): void {
  has<models.WerewolfAttributes, "tribe_id" | "tribe_name" | "auspice_id" | "auspice_name">();
  has<models.WerewolfAttributes, "pack_name" | "gift_ids" | "rite_ids" | "total_renown">();
}

/** WerewolfGift has what is documented [VN-389] */
export function gifts(): void {
  has<models.WerewolfGift, "id" | "name" | "description" | "game_version" | "renown" | "cost">();
  has<models.WerewolfGift, "minimum_renown">();
}

/** WerewolfRite has what is documented [VN-390] */
export function rites(): void {
  has<models.WerewolfRite, "id" | "name" | "description" | "game_version" | "pool">();
}

/** HunterAttributes has what is documented [VN-391] */
export function hunters(): void {
  has<models.HunterAttributes, "creed" | "edges">();
}

/** HunterEdge has what is documented [VN-392] */
export function edges(): void {
  has<models.HunterEdge, "id" | "name" | "description" | "type" | "pool" | "system">();
}

/** HunterEdgePerk has what is documented [VN-393] */
export function perks(): void {
  has<models.HunterEdgePerk, "id" | "name" | "description">();
}

/** DiceRoll has what is documented, under each of its names [VN-394, VN-045] */
export function dicerolls(): void {
  has<models.DiceRoll, "id" | "date_created" | "dice_size" | "difficulty" | "num_dice">();
  has<models.DiceRoll, "num_desperation_dice" | "comment" | "trait_ids" | "user_id" | "result">();
  has<models.DiceRoll, "character_id" | "campaign_id">();
  expectType<models.DiceRoll>().toBe<models.Diceroll>();
  expectType<models.Dicreoll>().toBe<models.Diceroll>();
}

/** DiceRollResult has what is documented [VN-395] */
export function results(): void {
  has<models.DiceRollResult, "total_result" | "total_result_type" | "total_result_humanized">();
  has<models.DiceRollResult, "total_dice_roll" | "player_roll" | "desperation_roll">();
}

/** DictionaryTerm has what is documented [VN-396] */
export function terms(): void {
  has<models.DictionaryTerm, Dated | "term" | "definition" | "link" | "synonyms">();
}

/** an enumeration is a union of its values [VN-397, VN-398, VN-399, VN-400, VN-401, VN-402, VN-403, VN-404, VN-405, VN-406] */
export function enumerations(): void {
  type ClassName = "VAMPIRE" | "WEREWOLF" | "MAGE" | "HUNTER" | "GHOUL" | "MORTAL";
  expectType<models.CharacterClass>().toBe<ClassName>();
  expectType<models.CharacterType>().toBe<"PLAYER" | "NPC" | "STORYTELLER" | "DEVELOPER">();
  expectType<models.CharacterStatus>().toBe<"ALIVE" | "DEAD">();
  expectType<models.GameVersion>().toBe<"V4" | "V5">();
  expectType<models.UserRole>().toBe<"ADMIN" | "STORYTELLER" | "PLAYER">();
  expectType<models.PermissionLevel>().toBe<"USER" | "ADMIN" | "OWNER" | "REVOKE">();
  expectType<models.WerewolfRenown>().toBe<"HONOR" | "GLORY" | "WISDOM">();
  expectType<models.HunterEdgeType>().toBe<"ASSETS" | "APTITUDES" | "ENDOWMENTS">();
  expectType<models.DiceSize>().toBe<4 | 6 | 8 | 10 | 20 | 100>();
  type Outcome = "SUCCESS" | "FAILURE" | "BOTCH" | "CRITICAL" | "OTHER";
  expectType<models.RollResultType>().toBe<Outcome>();
}

/** every model that requests are made of can be imported [VN-407, VN-062] */
export function requests(): void {
  has<models.CompanyCreate, "name" | "email" | "description" | "settings">();
  has<models.CompanyUpdate, "name" | "email">();
  has<models.UserCreate, "name" | "email" | "role" | "requesting_user_id">();
  has<models.UserUpdate, "name" | "requesting_user_id">();
  has<models.CampaignCreate & models.CampaignUpdate, "name" | "desperation" | "danger">();
  has<models.BookCreate & models.BookUpdate, "name" | "description">();
  has<models.ChapterCreate & models.ChapterUpdate, "name" | "description">();
  has<models.CharacterCreate, "character_class" | "game_version" | "name_first" | "traits">();
  has<models.CharacterUpdate, "name_first" | "date_killed">();
  has<models.InventoryItemCreate & models.InventoryItemUpdate, "name" | "type">();
  has<models.NoteCreate & models.NoteUpdate, "title" | "content">();
  has<models.QuickrollCreate & models.QuickrollUpdate, "name" | "trait_ids">();
  has<models.TraitCreate, "name" | "parent_category_id">();
  has<models.DicerollCreate, "dice_size" | "num_dice">();
  has<models.DictionaryTermCreate & models.DictionaryTermUpdate, "term" | "synonyms">();
  has<models.DeveloperCreate & models.DeveloperUpdate, "username" | "is_global_admin">();
  has<models.MeDeveloperUpdate, "username" | "email">();
}

/** results have the guide's names where the document has others [VN-414, VN-090] */
export function aliases(): void {
  has<models.PaginatedResponse<models.User>, "items" | "limit" | "offset" | "total">();
  has<models.PaginatedResponse<models.User>, "hasMore" | "nextOffset" | "totalPages">();
  has<models.SystemHealth, "version" | "database_status" | "cache_status">();
  has<models.NewCompanyResponse, "company" | "admin_user">();
  has<models.CompanyPermissions, "company_id" | "permission">();
  has<models.MeDeveloperWithApiKey, "api_key" | "username" | "key_generated">();
  has<models.InventoryItem, "id" | "name" | "type">();
  has<models.CharacterEdgeAndPerksDTO, "id" | "name" | "description" | "perks">();
  has<models.ChargenSessionResponse, "session_id" | "expires_at" | "requires_selection">();
  has<models.CharacterTraitValueOptionsResponse, "options">();
}

/** models can be imported from the module itself too [VN-090, VN-056] */
export function sameModels(): void {
  expectType<root.User>().toBe<models.User>();
  expectType<root.Dicreoll>().toBe<models.Diceroll>();
  expectType<root.UserRole>().toBe<models.UserRole>();
}
