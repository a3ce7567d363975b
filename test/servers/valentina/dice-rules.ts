// How dice fall, and what that comes to.
import type { DiceRollResult, RollResultType } from "../../../generated/valentina/models.js";
import { rollDie } from "./random.js";

/** What is to be rolled. */
export interface DiceWish {
  readonly dice_size: number;
  readonly num_dice: number;
  readonly num_desperation_dice: number;
  readonly difficulty: number | null;
}

export function rollDice(random: () => number, wish: DiceWish): DiceRollResult {
  const player = roll(random, wish.num_dice, wish.dice_size);
  const desperation = roll(random, wish.num_desperation_dice, wish.dice_size);
  return judge(player, desperation, wish);
}

/** Only dice with ten sides count for or against a difficulty. */
export function judge(
  player: readonly number[],
  desperation: readonly number[],
  { dice_size, difficulty }: Pick<DiceWish, "dice_size" | "difficulty">,
): DiceRollResult {
  const all = ascending([...player, ...desperation]);
  const total = dice_size === 10 && difficulty !== null ? successesOf(all, difficulty) : undefined;
  const type = total === undefined ? "OTHER" : typeOf(total, all.length);
  return {
    total_result: total ?? null,
    total_result_type: type,
    total_result_humanized: humanized(type, total ?? 0),
    total_dice_roll: all,
    player_roll: ascending(player),
    desperation_roll: ascending(desperation),
    ...shown("total_dice_roll", all),
    ...shown("player_roll", ascending(player)),
    ...shown("desperation_roll", ascending(desperation)),
  };
}

/** Ones cancel tens in pairs; what is left of tens counts twice, of ones against. */
function successesOf(dice: readonly number[], difficulty: number): number {
  const tens = dice.filter((die) => die === 10).length;
  const ones = dice.filter((die) => die === 1).length;
  const plain = dice.filter((die) => die >= difficulty && die < 10 && die > 1).length;
  const pairs = Math.min(tens, ones);
  return plain + 2 * (tens - pairs) - (ones - pairs);
}

function typeOf(total: number, dice: number): RollResultType {
  if (total < 0) return "BOTCH";
  if (total === 0) return "FAILURE";
  return total > dice ? "CRITICAL" : "SUCCESS";
}

function humanized(type: RollResultType, total: number): string {
  if (type === "OTHER") return "";
  if (type === "BOTCH") return "Botch!";
  if (type === "CRITICAL") return "Critical success!";
  return `${total} ${total === 1 ? "Success" : "Successes"}`;
}

function roll(random: () => number, count: number, sides: number): number[] {
  return ascending(Array.from({ length: Math.max(0, count) }, () => rollDie(random, sides)));
}

function ascending(dice: readonly number[]): number[] {
  return dice.toSorted((a, b) => a - b);
}

const names = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

function shown<N extends string>(name: N, dice: readonly number[]) {
  const emoji = dice.map((die) => (die < 10 ? `${die}\u{fe0f}\u{20e3}` : String(die))).join(" ");
  const shortcode = dice.map((die) => (die < 10 ? `:${names[die - 1]}:` : `:${die}:`)).join(" ");
  return { [`${name}_emoji`]: emoji, [`${name}_shortcode`]: shortcode };
}
