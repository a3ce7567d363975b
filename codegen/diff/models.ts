/** Compares the document's named types: which there are, and what those that are used are made of. */
import type { Path } from "../diagnostics.js";
import type { Model } from "../model/types.js";
import type { Comparison, ModelUse } from "./comparison.js";
import { schemaAt } from "./schema-view.js";
import { compareModelSchemas } from "./schemas.js";
import type { Subject } from "./types.js";

const pathOfModel = (wireName: string): Path => ["components", "schemas", wireName];

const subjectOf = (name: string): Subject => ({ kind: "model", name });

const compareModel = ({ old, new: now, direction }: ModelUse, comparison: Comparison): void =>
  compareModelSchemas(
    comparison,
    {
      old: schemaAt(comparison.old, pathOfModel(old)),
      new: schemaAt(comparison.new, pathOfModel(now)),
    },
    { direction, subject: subjectOf(now) },
  );

/** Compares models that were used, and those that they lead to. */
const compareUsed = (comparison: Comparison): void => {
  for (let pending = comparison.takeModels(); pending.length > 0; ) {
    for (const use of pending) compareModel(use, comparison);
    pending = comparison.takeModels();
  }
};

const byWireName = (models: readonly Model[]): Map<string, Model> =>
  new Map(models.map((model) => [model.wireName, model]));

const compareNames = (comparison: Comparison, renamed: ReadonlyMap<string, string>): void => {
  const old = byWireName(comparison.old.api.models);
  const now = byWireName(comparison.new.api.models);
  const taken = new Set(renamed.values());
  for (const [wireName, { name }] of old) {
    const newName = renamed.get(wireName) ?? wireName;
    const other = now.get(newName);
    const at = { old: pathOfModel(wireName) };
    if (other === undefined) {
      const message = `\`${name}\` is gone.`;
      comparison.report("model-removed", subjectOf(wireName), { ...at, message });
    } else if (other.name !== name) {
      const message = `\`${name}\` is \`${other.name}\` now.`;
      const places = { ...at, new: pathOfModel(newName) };
      comparison.report("model-renamed", subjectOf(newName), { ...places, message });
    }
  }
  for (const [wireName, { name }] of now) {
    if (old.has(wireName) || taken.has(wireName)) continue;
    const message = `\`${name}\` is new.`;
    comparison.report("model-added", subjectOf(wireName), { new: pathOfModel(wireName), message });
  }
};

/** Compares models. Those that no operation uses are compared as something that is read, e.g. in a webhook. */
export const compareModels = (
  comparison: Comparison,
  renamed: ReadonlyMap<string, string>,
): void => {
  compareUsed(comparison);
  for (const { wireName } of comparison.old.api.models) {
    const other = renamed.get(wireName) ?? wireName;
    if (comparison.isTouched(wireName)) continue;
    if (!comparison.new.api.models.some((model) => model.wireName === other)) continue;
    comparison.use(wireName, other, "answer", subjectOf(other));
    compareUsed(comparison);
  }
  compareNames(comparison, renamed);
};
