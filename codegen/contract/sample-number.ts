/** Sample numbers for a schema without an example (JSON Schema 2020-12, section 6.2). */

/** What a schema says about a number. */
export interface NumberRules {
  readonly isInteger: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
}

const isMultiple = (value: number, step: number): boolean => Number.isInteger(value / step);

const keeps = (value: number, rules: NumberRules): boolean =>
  Number.isFinite(value) &&
  (!rules.isInteger || Number.isInteger(value)) &&
  value >= (rules.minimum ?? Number.NEGATIVE_INFINITY) &&
  value <= (rules.maximum ?? Number.POSITIVE_INFINITY) &&
  value > (rules.exclusiveMinimum ?? Number.NEGATIVE_INFINITY) &&
  value < (rules.exclusiveMaximum ?? Number.POSITIVE_INFINITY) &&
  (rules.multipleOf === undefined || isMultiple(value, rules.multipleOf));

/** Multiples of `step` about a number, the nearest above it first. */
const multiplesAt = (value: number, step: number, index: number): number[] => {
  const above = Math.ceil(value / step);
  const below = Math.floor(value / step);
  return [above + index, above + index + 1, below - index, below - index - 1].map(
    (factor) => factor * step,
  );
};

/** A number that keeps to the rules, near 1 where it may be; `index` makes siblings differ. */
export const sampleNumber = (rules: NumberRules, index: number): number | undefined => {
  const low = Math.max(
    rules.minimum ?? Number.NEGATIVE_INFINITY,
    rules.exclusiveMinimum ?? Number.NEGATIVE_INFINITY,
  );
  const high = Math.min(
    rules.maximum ?? Number.POSITIVE_INFINITY,
    rules.exclusiveMaximum ?? Number.POSITIVE_INFINITY,
  );
  const near = Math.min(Math.max(1, low), high);
  const step = rules.multipleOf ?? 1;
  // An integer that is a multiple of 0.5 is one of 1 as well.
  const steps = rules.isInteger && !Number.isInteger(step) ? [step, 1] : [step];
  const between = low + ((high - low) * (index + 1)) / (index + 2);
  const candidates = [
    ...steps.flatMap((one) => multiplesAt(near, one, index)),
    between,
    near,
    low,
    high,
    0,
  ];
  return candidates.find((value) => keeps(value, rules));
};
