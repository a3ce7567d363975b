// Names that a user interface offers to choose from.
import { jsonAnswer } from "../../support/answers.js";
import type { Route } from "../call.js";
import { companyUser } from "../guards.js";
import { company } from "../paths.js";

/** Numbers and lower-case words of the wire appear here by the names of their constants. */
const options = {
  companies: {
    PermissionManageCampaign: ["UNRESTRICTED", "STORYTELLER"],
    PermissionsGrantXP: ["UNRESTRICTED", "PLAYER", "STORYTELLER"],
    PermissionsFreeTraitChanges: ["UNRESTRICTED", "WITHIN_24_HOURS", "STORYTELLER"],
  },
  characters: {
    AbilityFocus: ["JACK_OF_ALL_TRADES", "BALANCED", "SPECIALIST"],
    AutoGenExperienceLevel: ["NEW", "INTERMEDIATE", "ADVANCED", "ELITE"],
    CharacterClass: ["VAMPIRE", "WEREWOLF", "MAGE", "HUNTER", "GHOUL", "MORTAL"],
    CharacterStatus: ["ALIVE", "DEAD"],
    CharacterType: ["PLAYER", "NPC", "STORYTELLER", "DEVELOPER"],
    GameVersion: ["V4", "V5"],
    HunterEdgeType: ["ASSETS", "APTITUDES", "ENDOWMENTS"],
    InventoryItemType: ["BOOK", "CONSUMABLE", "ENCHANTED", "EQUIPMENT", "OTHER", "WEAPON"],
    TraitModifyCurrency: ["XP", "STARTING_POINTS", "NO_COST"],
    WerewolfRenown: ["HONOR", "GLORY", "WISDOM"],
  },
  character_autogeneration: { CharacterClassPercentileChance: ["MORTAL: 0-59", "VAMPIRE: 60-99"] },
  users: { UserRole: ["ADMIN", "STORYTELLER", "PLAYER"] },
  gameplay: {
    DiceSize: ["D4", "D6", "D8", "D10", "D20", "D100"],
    RollResultType: ["SUCCESS", "FAILURE", "BOTCH", "CRITICAL", "OTHER"],
  },
  assets: {
    AssetType: ["IMAGE", "TEXT", "AUDIO", "VIDEO", "DOCUMENT", "ARCHIVE", "OTHER"],
    AssetParentType: ["CHARACTER", "CAMPAIGN", "CAMPAIGN_BOOK", "CAMPAIGN_CHAPTER", "USER"],
  },
};

/** Collections of the blueprint by the names that the real server gives to its links. */
const related = { concepts: "concepts", vampire_clans: "vampire-clans", traits: "traits" };

export const optionRoutes: readonly Route[] = [
  {
    method: "GET",
    path: `${company}/options`,
    guards: [companyUser],
    maxAgeSeconds: 600,
    handle({ request }) {
      const at = `https://${request.headers["host"]}${company}/characterblueprint`;
      const links = Object.entries(related).map(([name, path]) => [name, `${at}/${path}`]);
      const characters = { ...options.characters, _related: Object.fromEntries(links) };
      return jsonAnswer(200, { ...options, characters });
    },
  },
];
