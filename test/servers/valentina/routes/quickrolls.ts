// Dice rolls that a user has prepared.
import type { Call, Route } from "../call.js";
import { collectionRoutes } from "../collection-routes.js";
import { sortedBy } from "../documents.js";
import { ruleBroken } from "../failures.js";
import { defaulted, nullable, readBody, readChanges, required } from "../fields.js";
import { givenTraits } from "../given-ids.js";
import { companyUser } from "../guards.js";
import { id, list, text } from "../kinds.js";
import { user } from "../paths.js";

const fields = {
  name: required(text({ min: 3, max: 50 })),
  description: nullable(text({ min: 3 })),
  trait_ids: defaulted(list(id), []),
};

export const quickrollRoutes: readonly Route[] = collectionRoutes({
  at: `${user}/quickrolls`,
  item: "quickroll_id",
  guards: [companyUser],
  list: (call) => sortedBy(call.state.quickrolls.of(ownerId(call)), ({ name }) => name),
  create(call) {
    const content = readBody(call, fields);
    requireFreeName(call, content.name);
    const trait_ids = givenTraits(call, content.trait_ids);
    const user_id = ownerId(call);
    return call.state.quickrolls.create(user_id, { ...content, trait_ids, user_id });
  },
  change(call, quickroll) {
    const { trait_ids, ...changes } = readChanges(call, fields);
    if (changes.name !== undefined) requireFreeName(call, changes.name, quickroll.id);
    const traits = trait_ids && { trait_ids: givenTraits(call, trait_ids) };
    return call.state.quickrolls.change(quickroll, { ...changes, ...traits });
  },
  remove: ({ state }, quickroll) => state.quickrolls.remove(quickroll),
});

function ownerId(call: Call): string {
  return call.entity("user_id").id;
}

function requireFreeName(call: Call, name: string, ownId?: string): void {
  const others = call.state.quickrolls.of(ownerId(call)).filter((each) => each.id !== ownId);
  if (others.some((each) => each.name === name)) throw ruleBroken("Quick roll name already exists");
}
