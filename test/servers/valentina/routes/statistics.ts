// How the dice fell, for a company, a user, a campaign or a character.
import type { Diceroll, RollStatistics, TopTrait } from "../../../../generated/valentina/models.js";
import { jsonAnswer } from "../../support/answers.js";
import type { Call, Route } from "../call.js";
import { defaulted, readQuery } from "../fields.js";
import { companyUser } from "../guards.js";
import { within } from "../kinds.js";
import { campaign, character, company, user } from "../paths.js";

type Belongs = (roll: Diceroll, call: Call) => boolean;

const scopes: readonly (readonly [at: string, belongs: Belongs])[] = [
  [company, () => true],
  [user, (roll, call) => roll.user_id === call.entity("user_id").id],
  [campaign, (roll, call) => roll.campaign_id === call.entity("campaign_id").id],
  [character, (roll, call) => roll.character_id === call.entity("character_id").id],
];

export const statisticsRoutes: readonly Route[] = scopes.map(([at, belongs]) => ({
  method: "GET",
  path: `${at}/statistics`,
  guards: [companyUser],
  handle(call) {
    const { num_top_traits } = readQuery(call, { num_top_traits: defaulted(within(0), 5) });
    // Other dice than those with ten sides do not count.
    const rolls = call.state.rolls
      .of(call.entity("company_id").id)
      .filter((roll) => roll.dice_size === 10 && belongs(roll, call));
    return jsonAnswer(200, statisticsOf(call, rolls, num_top_traits));
  },
}));

function statisticsOf(call: Call, rolls: readonly Diceroll[], most: number): RollStatistics {
  const count = (type: string) =>
    rolls.filter(({ result }) => result?.total_result_type === type).length;
  const share = (part: number) => (rolls.length === 0 ? 0 : (part / rolls.length) * 100);
  const [botches, failures, successes, criticals] = [
    count("BOTCH"),
    count("FAILURE"),
    count("SUCCESS"),
    count("CRITICAL"),
  ];
  return {
    ...{ botches, successes, failures, criticals, total_rolls: rolls.length },
    average_difficulty: averageOf(rolls.flatMap(({ difficulty }) => difficulty ?? [])),
    average_pool: averageOf(rolls.map(({ num_dice }) => num_dice)),
    top_traits: topTraits(call, rolls).slice(0, most),
    criticals_percentage: share(criticals),
    success_percentage: share(successes),
    failure_percentage: share(failures),
    botch_percentage: share(botches),
  };
}

function averageOf(numbers: readonly number[]): number | null {
  if (numbers.length === 0) return null;
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}

/** Most used first. */
function topTraits({ state }: Call, rolls: readonly Diceroll[]): TopTrait[] {
  const uses = new Map<string, number>();
  for (const id of rolls.flatMap(({ trait_ids }) => trait_ids))
    uses.set(id, (uses.get(id) ?? 0) + 1);
  return [...uses]
    .map(([trait_id, usage_count]) => {
      const name = state.blueprint.traits.byId.get(trait_id)?.name ?? "";
      return { name, usage_count, trait_id };
    })
    .sort((a, b) => b.usage_count - a.usage_count);
}
