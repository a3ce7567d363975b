/** The guide's models: `clientwright/valentina/models`. Enumerations are types and lists of their values. */
export * from "../../../generated/valentina/enumerations.js";
export type * from "../../../generated/valentina/models.js";
/** Models whose schema has another name than the guide gives them. [VN-090, VN-414] */
export type {
  CharacterTraitValueOptions as CharacterTraitValueOptionsResponse,
  ChargenSession as ChargenSessionResponse,
  Diceroll as DiceRoll,
  Diceroll as Dicreoll,
  EdgeAndPerks as CharacterEdgeAndPerksDTO,
  MeDeveloperApiKey as MeDeveloperWithApiKey,
} from "../../../generated/valentina/models.js";
export type { CountedPage as PaginatedResponse } from "../../runtime/index.js";
