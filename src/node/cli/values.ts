/** Conversions of what is typed on the command line; each throws before anything is sent. */
import { InvalidArgumentError } from "commander";

/** A whole number, such as a token id. */
export function parseInteger(text: string): number {
  const value = Number(text);
  if (/^-?\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError("It must be an integer.");
}

/** A whole number that is not below the given one. */
export function parseIntegerFrom(lowest: number): (text: string) => number {
  return (text) => {
    const value = parseInteger(text);
    if (value >= lowest) return value;
    throw new InvalidArgumentError(`It must be ${lowest} or more.`);
  };
}

const unitsMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000 };

/** A time above 0 with its unit, in milliseconds: `1500ms`, `30s`, `2m`. Without a unit nobody knows which is meant. */
export function parseDurationMs(text: string): number {
  const [, amount = "", unit = ""] = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text) ?? [];
  const milliseconds = Math.round(Number(amount) * (unitsMs[unit] ?? 0));
  if (milliseconds > 0 && Number.isSafeInteger(milliseconds)) return milliseconds;
  throw new InvalidArgumentError("It must be a time above 0 with its unit, such as 30s or 1500ms.");
}

/** A decimal number, such as a similarity. */
export function parseDecimal(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw new InvalidArgumentError("It must be a number.");
}

/** A JSON object, such as metadata. */
export function parseJsonObject(text: string): Record<string, unknown> {
  const value = parseJson(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    // Just narrowed to an object that is no array: its keys are text.
    return value as Record<string, unknown>;
  }
  throw new InvalidArgumentError(`It must be a JSON object, such as '{"key": "value"}'.`);
}

/** Text that says something. */
export function parseNonEmpty(text: string): string {
  if (text.trim() !== "") return text;
  throw new InvalidArgumentError("It must not be empty.");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InvalidArgumentError(`It must be valid JSON: ${reason}.`);
  }
}
