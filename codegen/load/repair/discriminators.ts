/** Mappings of discriminators by bare names or files, and to nothing (OpenAPI 3.1, section 4.8.25). */
import { pathOf, pointerTo } from "../../diagnostics.js";
import { isNode, isReference } from "../../document.js";
import { setField } from "./draft.js";
import { findPart } from "./parts.js";
import type { Change, Draft } from "./repair.js";

const isSchema = (reference: string): boolean => /^#\/components\/schemas\/[^/]+$/.test(reference);

/** The pointer to the schema that a mapping means; undefined where it means none. */
const meantBy = (root: unknown, value: string): string | undefined => {
  const part = findPart(root, value)?.value;
  if (part !== undefined && isSchema(value)) return value;
  if (isReference(part) && isSchema(part.$ref)) return part.$ref;
  const last = pathOf(value.replace(/^[^#]*#(?=.)/, "#")).at(-1) ?? "";
  const names = [value, last, last.replace(/\.(json|ya?ml)(#\/?)?$/i, "")];
  return names
    .map((name) => pointerTo(["components", "schemas", name]))
    .find((pointer) => findPart(root, pointer) !== undefined);
};

export const repairDiscriminators = function* ({ root, survey }: Draft): Generator<Change> {
  for (const { discriminator } of survey().schemas) {
    const mapping = isNode(discriminator) ? discriminator.mapping : undefined;
    if (!isNode(mapping)) continue;
    for (const [name, value] of Object.entries(mapping)) {
      const meant = meantBy(root, String(value));
      if (meant === value) continue;
      yield {
        in: mapping,
        key: name,
        message:
          meant === undefined
            ? `The mapping to "${value}" leads to no schema; it is left out.`
            : `The mapping to "${value}" is taken for one to "${meant}".`,
      };
      if (meant === undefined) Reflect.deleteProperty(mapping, name);
      else setField(mapping, name, meant);
    }
  }
};
