// What a character owns.
import type { Call, Route } from "../call.js";
import { collectionRoutes } from "../collection-routes.js";
import { nullable, readBody, readChanges, required } from "../fields.js";
import { companyUser, player } from "../guards.js";
import { oneOf, text } from "../kinds.js";
import { character } from "../paths.js";

const types = ["BOOK", "CONSUMABLE", "ENCHANTED", "EQUIPMENT", "OTHER", "WEAPON"] as const;

const fields = {
  name: required(text()),
  type: required(oneOf(types)),
  description: nullable(text()),
};

export const inventoryRoutes: readonly Route[] = collectionRoutes({
  at: `${character}/inventory`,
  item: "inventory_item_id",
  guards: [companyUser],
  writeGuards: [companyUser, player],
  list: (call) => call.state.inventory.of(characterId(call)),
  create(call) {
    const character_id = characterId(call);
    return call.state.inventory.create(character_id, { ...readBody(call, fields), character_id });
  },
  change: (call, item) => call.state.inventory.change(item, readChanges(call, fields)),
  remove: ({ state }, item) => state.inventory.remove(item),
});

function characterId(call: Call): string {
  return call.entity("character_id").id;
}
