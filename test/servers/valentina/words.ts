// Words of the API that several routes read.
import { oneOf } from "./kinds.js";

export const characterClass = oneOf(["VAMPIRE", "WEREWOLF", "MAGE", "HUNTER", "GHOUL", "MORTAL"]);

export const characterType = oneOf(["PLAYER", "NPC", "STORYTELLER", "DEVELOPER"]);

export const characterStatus = oneOf(["ALIVE", "DEAD"]);

export const gameVersion = oneOf(["V4", "V5"]);
