/** The rules of the dice, without a server. */
import { expect, it } from "vitest";
import { judge, rollDice } from "./dice-rules.js";
import { createSeededRandom } from "./random.js";

it.each<[dice: number[], difficulty: number, total: number, type: string, words: string]>([
  [[1, 3, 6, 7, 8, 9], 6, 3, "SUCCESS", "3 Successes"],
  [[2, 3, 6], 6, 1, "SUCCESS", "1 Success"],
  [[2, 3, 4], 6, 0, "FAILURE", "0 Successes"],
  [[1, 6], 6, 0, "FAILURE", "0 Successes"],
  [[1, 1, 6], 6, -1, "BOTCH", "Botch!"],
  [[1, 10], 6, 0, "FAILURE", "0 Successes"],
  [[1, 10, 10], 6, 2, "SUCCESS", "2 Successes"],
  [[1, 1, 10], 6, -1, "BOTCH", "Botch!"],
  [[10, 10], 6, 4, "CRITICAL", "Critical success!"],
  [[9, 10], 6, 3, "CRITICAL", "Critical success!"],
  [[5, 6], 7, 0, "FAILURE", "0 Successes"],
])("%j against %i come to %i, a %s", (dice, difficulty, total, type, words) => {
  const result = judge(dice, [], { dice_size: 10, difficulty });
  expect([result.total_result, result.total_result_type]).toEqual([total, type]);
  expect(result.total_result_humanized).toBe(words);
});

it("counts desperation dice with the others, and keeps them apart", () => {
  const result = judge([9, 1], [10], { dice_size: 10, difficulty: 6 });
  expect(result).toMatchObject({
    total_result: 1,
    total_dice_roll: [1, 9, 10],
    player_roll: [1, 9],
    desperation_roll: [10],
    total_dice_roll_shortcode: ":one: :nine: :10:",
    desperation_roll_emoji: "10",
  });
});

it.each([
  [10, null],
  [20, 6],
])("says nothing of dice with %i sides against %s", (dice_size, difficulty) => {
  expect(judge([6], [], { dice_size, difficulty })).toMatchObject({
    total_result: null,
    total_result_type: "OTHER",
    total_result_humanized: "",
  });
});

it("rolls the same in each run, in order, and never outside of the dice", () => {
  const wish = { dice_size: 6, num_dice: 200, num_desperation_dice: 0, difficulty: null };
  const [first, second] = [1, 1].map((seed) => rollDice(createSeededRandom(seed), wish));
  expect(first).toEqual(second);
  const { player_roll: dice = [] } = first ?? {};
  expect(dice).toEqual(dice.toSorted((a, b) => a - b));
  expect(new Set(dice)).toEqual(new Set([1, 2, 3, 4, 5, 6]));
});
