/** Valentina Noir: the public names of `clientwright/valentina`. */

export type { BooksService } from "../../generated/valentina/services/books.js";
export type { CampaignsService } from "../../generated/valentina/services/campaigns.js";
export type { ChaptersService } from "../../generated/valentina/services/chapters.js";
export type { CharacterAutogenService } from "../../generated/valentina/services/character-autogen.js";
export type { CharacterBlueprintService } from "../../generated/valentina/services/character-blueprint.js";
export type { CharacterTraitsService } from "../../generated/valentina/services/character-traits.js";
export type { CharactersService } from "../../generated/valentina/services/characters.js";
export type { CompaniesService } from "../../generated/valentina/services/companies.js";
export type { DeveloperService } from "../../generated/valentina/services/developer.js";
export type { DicerollsService } from "../../generated/valentina/services/dicerolls.js";
export type { DictionaryService } from "../../generated/valentina/services/dictionary.js";
export type { GlobalAdminService } from "../../generated/valentina/services/global-admin.js";
export type { OptionsService } from "../../generated/valentina/services/options.js";
export type { SystemService } from "../../generated/valentina/services/system.js";
export type { UsersService } from "../../generated/valentina/services/users.js";
export type { ValentinaHeldScope } from "../../generated/valentina/services.js";
export { VERSION } from "../runtime/index.js";
export { VClient } from "./client.js";
export {
  APIConfig,
  type APIConfigOptions,
  type MoreOptions,
  type VClientOptions,
} from "./config.js";
export * from "./errors/index.js";
export * from "./models/index.js";
export {
  booksService,
  campaignsService,
  chaptersService,
  characterAutogenService,
  characterBlueprintService,
  charactersService,
  characterTraitsService,
  companiesService,
  configureDefaultClient,
  defaultClient,
  developerService,
  dicerollsService,
  dicreollsService,
  dictionaryService,
  globalAdminService,
  optionsService,
  systemService,
  usersService,
} from "./registry.js";
