// Gifts, rites, edges and perks of characters: added and removed by the ids of the blueprint.
import type {
  Character,
  CharacterHunterEdge,
  EdgeAndPerks,
  HunterEdge,
  HunterEdgePerk,
  Perk,
} from "../../../../generated/valentina/models.js";
import { emptyAnswer, jsonAnswer } from "../../support/answers.js";
import type { Call, Route } from "../call.js";
import { withdraw } from "../documents.js";
import { ruleBroken } from "../failures.js";
import { companyUser, player } from "../guards.js";
import { wholePageAnswer } from "../pages.js";
import { character } from "../paths.js";

/** Something a character has, and can get and lose. */
interface Special {
  /** Path below the character. */
  readonly at: string;
  /** Parameter of one. */
  readonly item: string;
  readonly list: (call: Call) => readonly unknown[];
  readonly get: (call: Call) => unknown;
  /** Answers what the POST answers. */
  readonly add: (call: Call) => unknown;
  readonly remove: (call: Call) => void;
}

const edgesAt = "edges/{hunter_edge_id}";

const specials: readonly Special[] = [
  werewolfSpecial("gifts", "werewolf_gift_id", "gift_ids", "Gift not found on character"),
  werewolfSpecial("rites", "werewolf_rite_id", "rite_ids", "Rite not found on character"),
  {
    at: "edges",
    item: "hunter_edge_id",
    list: (call) => edgesOf(call).map((held) => edgeBody(call, held)),
    get: (call) => edgeBody(call, heldEdge(call)),
    add: (call) => edgeBody(call, addEdge(call)),
    remove(call) {
      const { edge_id } = heldEdge(call);
      setEdges(
        call,
        edgesOf(call).filter((held) => held.edge_id !== edge_id),
      );
    },
  },
  {
    at: `${edgesAt}/perks`,
    item: "hunter_edge_perk_id",
    list: (call) => edgeBody(call, heldEdge(call)).perks,
    get: (call) => perkBody(heldPerk(call)),
    add: addPerk,
    remove: (call) => withdraw(perkIdsOf(heldEdge(call)), heldPerk(call).id),
  },
];

/** A limit and an offset are taken everywhere and change nothing. */
export const specialRoutes: readonly Route[] = specials.flatMap(
  ({ at, item, list, get, add, remove }) => {
    const all = `${character}/${at}`;
    const one = `${all}/{${item}}`;
    const reading = { guards: [companyUser], maxAgeSeconds: 60 };
    const guards = [companyUser, player];
    return [
      {
        ...{ ...reading, method: "GET", path: all },
        handle: (call: Call) => wholePageAnswer(call, list(call)),
      },
      {
        ...{ ...reading, method: "GET", path: one },
        handle: (call: Call) => jsonAnswer(200, get(call)),
      },
      { method: "POST", path: one, guards, handle: (call: Call) => jsonAnswer(201, add(call)) },
      {
        ...{ method: "DELETE", path: one, guards },
        handle(call: Call) {
          remove(call);
          return emptyAnswer();
        },
      },
    ];
  },
);

/** Gifts and rites: adding twice and removing twice do no harm. */
function werewolfSpecial(
  at: string,
  item: "werewolf_gift_id" | "werewolf_rite_id",
  ids: "gift_ids" | "rite_ids",
  missing: string,
): Special {
  const held = (call: Call) => call.entity("character_id").werewolf_attributes[ids];
  const known = ({ state: { blueprint } }: Call) =>
    item === "werewolf_gift_id" ? blueprint.gifts : blueprint.rites;
  return {
    at,
    item,
    list: (call) => held(call).flatMap((id) => known(call).byId.get(id) ?? []),
    get(call) {
      const document = call.entity(item);
      if (held(call).includes(document.id)) return document;
      throw ruleBroken(missing);
    },
    add(call) {
      const document = call.entity(item);
      if (!held(call).includes(document.id)) held(call).push(document.id);
      return document;
    },
    remove: (call) => withdraw(held(call), call.entity(item).id),
  };
}

function edgesOf(call: Call): readonly CharacterHunterEdge[] {
  return call.entity("character_id").hunter_attributes?.edges ?? [];
}

function setEdges(call: Call, edges: CharacterHunterEdge[]): void {
  const changed: Character = call.entity("character_id");
  changed.hunter_attributes = { creed: null, ...changed.hunter_attributes, edges };
}

function findEdge(call: Call): CharacterHunterEdge | undefined {
  const { id } = call.entity("hunter_edge_id");
  return edgesOf(call).find(({ edge_id }) => edge_id === id);
}

function heldEdge(call: Call): CharacterHunterEdge {
  const held = findEdge(call);
  if (held === undefined) throw ruleBroken("Edge not found in character");
  return held;
}

function addEdge(call: Call): CharacterHunterEdge {
  const held = findEdge(call);
  if (held) return held;
  const added = { edge_id: call.entity("hunter_edge_id").id, perk_ids: [] };
  setEdges(call, [...edgesOf(call), added]);
  return added;
}

/** Adds the edge as well when it is missing, and answers all of it. */
function addPerk(call: Call): EdgeAndPerks {
  const perk = call.entity("hunter_edge_perk_id");
  if (perk.edge_id !== call.entity("hunter_edge_id").id) throw ruleBroken("Perk not found on edge");
  const held = addEdge(call);
  const ids = perkIdsOf(held);
  if (!ids.includes(perk.id)) ids.push(perk.id);
  return edgeBody(call, held);
}

function perkIdsOf(held: CharacterHunterEdge): string[] {
  held.perk_ids ??= [];
  return held.perk_ids;
}

function heldPerk(call: Call): HunterEdgePerk {
  const perk = call.entity("hunter_edge_perk_id");
  if (!perkIdsOf(heldEdge(call)).includes(perk.id)) throw ruleBroken("Perk not found in character");
  return perk;
}

function perkBody({ id, name, description }: HunterEdgePerk): Perk {
  return { id, name, description };
}

function edgeBody({ state: { blueprint } }: Call, held: CharacterHunterEdge): EdgeAndPerks {
  const edge: HunterEdge | undefined = blueprint.edges.byId.get(held.edge_id);
  if (edge === undefined) throw new Error(`no edge ${held.edge_id}`);
  const { id, name, description, pool, system, type } = edge;
  const perks = perkIdsOf(held).flatMap((perkId) => blueprint.perks.byId.get(perkId) ?? []);
  return { id, name, description, pool, system, type, perks: perks.map(perkBody) };
}
