// What characters are made from: a small part of the rules, but something of every kind.
import type {
  CharacterClass,
  GameVersion,
  NameDescription,
} from "../../../../generated/valentina/models.js";

export const everyClass: CharacterClass[] = [
  "VAMPIRE",
  "WEREWOLF",
  "MAGE",
  "HUNTER",
  "GHOUL",
  "MORTAL",
];

export const bothVersions: GameVersion[] = ["V4", "V5"];

/** Section, its categories, and their traits; a number after a trait is its largest value. */
export const sheet: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  Attributes: {
    Bodily: ["Strength", "Dexterity", "Stamina"],
    Social: ["Charisma", "Manipulation", "Composure"],
    Mental: ["Intelligence", "Wits", "Resolve"],
  },
  Abilities: {
    Physical: ["Brawl", "Firearms", "Stealth"],
    Learned: ["Academics", "Occult"],
  },
  Powers: {
    Disciplines: ["Celerity", "Potence"],
    Renown: ["Glory", "Honor", "Wisdom"],
  },
  Other: { Pools: ["Willpower 10"] },
};

/** Categories for some classes only. */
export const classesOfCategory: Readonly<Record<string, CharacterClass[]>> = {
  Disciplines: ["VAMPIRE", "GHOUL"],
  Renown: ["WEREWOLF"],
};

export const concepts = [
  ["Scholar", "Old Tongues", "PASSIVE"],
  ["Drifter", "Road Signs", "ACTION"],
] as const;

interface ClanFacts {
  readonly name: string;
  readonly bane: NameDescription;
  readonly variant_bane: NameDescription;
  readonly compulsion: NameDescription;
}

export const clans: readonly ClanFacts[] = [
  {
    name: "Brujah",
    bane: { name: "Violent Temper", description: "Quick to anger" },
    variant_bane: { name: "Cold Blood", description: null },
    compulsion: { name: "Rebellion", description: null },
  },
  {
    name: "Malkavian",
    bane: { name: "Fractured Perspective", description: null },
    variant_bane: { name: "Unnatural Manifestations", description: null },
    compulsion: { name: "Delusion", description: null },
  },
];

/** Name and renown. */
export const tribes = [
  ["Glass Walkers", "GLORY"],
  ["Silver Fangs", "HONOR"],
] as const;

export const auspices = ["Ahroun", "Ragabash"] as const;

/** Name and renown; the first is of the first tribe, the second of the first auspice. */
export const gifts = [
  ["Eyes of the Owl", "WISDOM"],
  ["Razor Claws", "GLORY"],
  ["Truth of Gaia", "HONOR"],
] as const;

export const rites = ["Rite of Binding", "Rite of the Hunt"] as const;

/** Name, group and perks. */
export const edges = [
  ["Arsenal", "ASSETS", ["Special Feature", "Team Requisition"]],
  ["Sense the Unnatural", "APTITUDES", ["Range"]],
] as const;
