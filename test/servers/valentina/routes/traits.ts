// The traits of a character, and changing their values for experience, for points, or for nothing.
import type { CharacterTraitValueOption, Trait } from "../../../../generated/valentina/models.js";
import { emptyAnswer, jsonAnswer } from "../../support/answers.js";
import { traitContent } from "../blueprint/blueprint.js";
import type { Call, Route } from "../call.js";
import {
  costBetween,
  removeTrait,
  requireWithinBounds,
  setTrait,
  traitBody,
} from "../character-traits.js";
import { sortedBy } from "../documents.js";
import { conflict, notEnoughXp, ruleBroken } from "../failures.js";
import { defaulted, nullable, optional, readBody, readQuery, required } from "../fields.js";
import { givenDocument } from "../given-ids.js";
import { characterOwner, companyUser, freeTraitChanger } from "../guards.js";
import { flag, id, oneOf, text, whole } from "../kinds.js";
import { pageAnswer } from "../pages.js";
import { character } from "../paths.js";
import type { StoredCharacterTrait } from "../state.js";
import { experienceIn } from "../users.js";

const all = `${character}/traits`;
const one = `${all}/{character_trait_id}`;
const reading = { guards: [companyUser], maxAgeSeconds: 60 };
const changing = { guards: [companyUser, characterOwner, freeTraitChanger] };

export const traitRoutes: readonly Route[] = [
  { ...reading, method: "GET", path: all, handle: listTraits },
  {
    ...{ ...reading, method: "GET", path: one },
    handle: (call) => jsonAnswer(200, traitBody(call.state, call.entity("character_trait_id"))),
  },
  { ...changing, method: "POST", path: `${all}/assign`, handle: assignTrait },
  { ...changing, method: "POST", path: `${all}/create`, handle: createTrait },
  { method: "GET", path: `${one}/value-options`, guards: [companyUser], handle: valueOptions },
  {
    ...{ method: "PUT", path: `${one}/value`, guards: [companyUser, characterOwner] },
    handle: changeValue,
  },
  {
    ...{ method: "DELETE", path: one, guards: [companyUser, characterOwner] },
    handle(call) {
      removeTrait(call.state, call.entity("character_id"), call.entity("character_trait_id"));
      return emptyAnswer();
    },
  },
];

const dots = { min: 0, max: 100 };

/** Grouped by category. */
function listTraits(call: Call) {
  const { parent_category_id } = readQuery(call, { parent_category_id: optional(id) });
  const traits = call.state.characterTraits
    .of(call.entity("character_id").id)
    .map((stored) => traitBody(call.state, stored))
    .filter(({ trait }) => [undefined, trait.parent_category_id].includes(parent_category_id));
  return pageAnswer(
    call,
    sortedBy(traits, ({ trait }) => trait.parent_category_id),
  );
}

/** Bounds are only checked for a trait that the character does not have yet. */
function assignTrait(call: Call) {
  const fields = { trait_id: required(id), value: defaulted(whole(dots), 0) };
  const { trait_id, value } = readBody(call, fields);
  const { blueprint, characterTraits } = call.state;
  const trait = blueprint.traits.byId.get(trait_id);
  if (trait === undefined) throw ruleBroken("Trait not found");
  const subject = call.entity("character_id");
  const isKnown = characterTraits.of(subject.id).some((each) => each.trait_id === trait_id);
  if (!isKnown) requireWithinBounds(trait, value);
  return jsonAnswer(201, traitBody(call.state, setTrait(call.state, subject, trait_id, value)));
}

const customFields = {
  name: required(text({ min: 3, max: 50 })),
  parent_category_id: required(id),
  description: nullable(text()),
  max_value: defaulted(whole(dots), 5),
  min_value: defaulted(whole(dots), 0),
  show_when_zero: nullable(flag),
  initial_cost: nullable(whole()),
  upgrade_cost: nullable(whole()),
  value: nullable(whole()),
};

function createTrait(call: Call) {
  const { value, initial_cost, upgrade_cost, show_when_zero, ...content } = readBody(
    call,
    customFields,
  );
  const { state } = call;
  const { blueprint } = state;
  const subject = call.entity("character_id");
  requireFreeName(call, content.name);
  const category = blueprint.categories.byId.get(content.parent_category_id);
  const section = blueprint.sections.byId.get(category?.parent_sheet_section_id ?? "");
  if (!category || !section)
    throw ruleBroken(`Trait category ${content.parent_category_id} not found`);
  const trait = blueprint.traits.create(category.id, {
    ...traitContent(section, category, { name: content.name, max: content.max_value }),
    ...content,
    show_when_zero: show_when_zero ?? true,
    initial_cost: initial_cost ?? category.initial_cost,
    upgrade_cost: upgrade_cost ?? category.upgrade_cost,
    is_custom: true,
    custom_for_character_id: subject.id,
  });
  const stored = setTrait(state, subject, trait.id, value ?? content.min_value);
  return jsonAnswer(201, traitBody(state, stored));
}

function requireFreeName(call: Call, name: string): void {
  const names = call.state.characterTraits
    .of(call.entity("character_id").id)
    .map((stored) => traitBody(call.state, stored).trait.name.toLowerCase());
  if (names.includes(name.toLowerCase()))
    throw conflict(`Trait named '${name}' already exists on character`);
}

/** Experience is that of whoever plays the character. */
function xpOf(call: Call) {
  const { user_player_id, company_id, campaign_id } = call.entity("character_id");
  const owner = givenDocument(call.state.users, company_id, user_player_id, "User");
  return experienceIn(owner, campaign_id);
}

function valueOptions(call: Call) {
  const stored = call.entity("character_trait_id");
  const { trait } = traitBody(call.state, stored);
  const { min_value, max_value } = trait;
  const { xp_current } = xpOf(call);
  const { starting_points } = call.entity("character_id");
  const purse = { xp: xp_current, points: starting_points };
  const options: Record<string, CharacterTraitValueOption> = {};
  for (let target = min_value; target <= max_value; target += 1)
    if (target !== stored.value) options[target] = optionFor(trait, stored.value, target, purse);
  return jsonAnswer(200, {
    current_value: stored.value,
    ...{ min_value, max_value, xp_current, starting_points_current: starting_points, options },
  });
}

function optionFor(
  trait: Trait,
  from: number,
  to: number,
  { xp, points }: { readonly xp: number; readonly points: number },
): CharacterTraitValueOption {
  const isRaise = to > from;
  const point_change = isRaise ? costBetween(trait, from, to) : costBetween(trait, to, from);
  const change = isRaise ? -point_change : point_change;
  return {
    direction: isRaise ? "increase" : "decrease",
    point_change,
    can_use_xp: xp + change >= 0,
    xp_after: xp + change,
    can_use_starting_points: points + change >= 0,
    starting_points_after: points + change,
  };
}

const currencies = ["XP", "STARTING_POINTS", "NO_COST"] as const;

function changeValue(call: Call) {
  const { target_value, currency } = readBody(call, {
    target_value: required(whole()),
    currency: required(oneOf(currencies)),
  });
  if (currency === "NO_COST") freeTraitChanger(call);
  const stored = call.entity("character_trait_id");
  const { trait } = traitBody(call.state, stored);
  requireWithinBounds(trait, target_value);
  if (target_value !== stored.value) {
    payFor(call, currency, costOf(trait, stored, target_value));
    setTrait(call.state, call.entity("character_id"), stored.trait_id, target_value);
  }
  return jsonAnswer(200, traitBody(call.state, stored));
}

/** Less than nothing when the value is lowered. */
function costOf(trait: Trait, { value }: StoredCharacterTrait, target: number): number {
  return costBetween(trait, value, target) - costBetween(trait, target, value);
}

function payFor(call: Call, currency: (typeof currencies)[number], cost: number): void {
  const subject = call.entity("character_id");
  if (currency === "STARTING_POINTS") {
    if (subject.starting_points < cost) throw ruleBroken("Not enough starting points");
    subject.starting_points -= cost;
  }
  if (currency === "XP") {
    const experience = xpOf(call);
    if (experience.xp_current < cost) throw notEnoughXp(experience.xp_current, cost);
    experience.xp_current -= cost;
  }
}
