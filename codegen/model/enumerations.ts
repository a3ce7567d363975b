/** The document's named enumerations and their values. */
import type { Context } from "./context.js";
import type { Enumeration, Model } from "./types.js";

const isPlainValue = (value: unknown): value is string | number | boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

/** Models that are one of some values; those of `null` alone are left out. */
export const buildEnumerations = (models: readonly Model[], { document }: Context): Enumeration[] =>
  models.flatMap((model): Enumeration[] => {
    const schema = document.components?.schemas?.[model.wireName];
    const values = typeof schema === "object" ? (schema.enum ?? []).filter(isPlainValue) : [];
    return values.length === 0 ? [] : [{ ...model, values }];
  });
