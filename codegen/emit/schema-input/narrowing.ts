/** A schema whose property has certain values only. */
import { isNode, type Node, type Resolve } from "../../document.js";
import { compositionOf, typesOf } from "../../model/schemas.js";

const describing = ["title", "description", "deprecated", "readOnly", "writeOnly", "example"];

/** Values as the type of the property writes them; undefined when one is none of that type. */
const typed = (values: readonly string[], type: string | undefined): unknown[] | undefined => {
  if (type === "boolean") {
    return values.every((value) => value === "true" || value === "false")
      ? values.map((value) => value === "true")
      : undefined;
  }
  if (type !== "integer" && type !== "number") return [...values];
  const numbers = values.map(Number);
  return numbers.every((value) => Number.isFinite(value)) ? numbers : undefined;
};

const ownValues = (property: unknown, resolve: Resolve): readonly unknown[] | undefined => {
  const node = isNode(property) ? resolve<Node>(property) : {};
  if ("const" in node) return [node.const];
  return Array.isArray(node.enum) ? node.enum : undefined;
};

/** The property with these values; what the document lists itself is never contradicted. */
const narrowedProperty = (
  property: unknown,
  values: readonly string[],
  resolve: Resolve,
): unknown => {
  const own = ownValues(property, resolve);
  const shared = own?.filter((value) => values.includes(String(value)));
  if (shared?.length === 0) return property;
  const [type = "string"] = isNode(property) ? typesOf(property, resolve) : [];
  const list = shared ?? typed(values, type);
  if (list === undefined) return property;
  const node = isNode(property) ? property : {};
  const about = describing.filter((key) => key in node).map((key) => [key, node[key]]);
  return { ...Object.fromEntries(about), type, enum: list };
};

const withRequired = (schema: Node, name: string): Node => {
  const required: readonly unknown[] = Array.isArray(schema.required) ? schema.required : [];
  return required.includes(name) ? schema : { ...schema, required: [...required, name] };
};

const withProperty = (schema: Node, name: string, property: unknown): Node => {
  const own = isNode(schema.properties) ? Object.entries(schema.properties) : [];
  const others = own.filter(([key]) => key !== name);
  const at = own.findIndex(([key]) => key === name);
  others.splice(at < 0 ? others.length : at, 0, [name, property]);
  return withRequired({ ...schema, properties: Object.fromEntries(others) }, name);
};

const has = (schema: unknown, name: string): boolean =>
  isNode(schema) && isNode(schema.properties) && Object.hasOwn(schema.properties, name);

const isObject = (schema: Node, resolve: Resolve): boolean =>
  compositionOf(schema, resolve).some(
    (part) => typesOf(part, resolve).includes("object") || part.properties !== undefined,
  );

/** The schema with a property that has one of these values; as it is where it describes no object. */
export const narrowed = (
  schema: Node,
  name: string,
  values: readonly string[],
  resolve: Resolve,
): Node => {
  if (!isObject(schema, resolve) || typeof schema.$ref === "string") return schema;
  const property = (owner: Node): unknown =>
    narrowedProperty(
      isNode(owner.properties) ? owner.properties[name] : undefined,
      values,
      resolve,
    );
  if (has(schema, name)) return withProperty(schema, name, property(schema));
  if (!Array.isArray(schema.allOf)) return withProperty(schema, name, property(schema));
  const parts: readonly unknown[] = schema.allOf;
  const at = parts.findIndex((part) => has(part, name));
  const part = parts[at];
  if (isNode(part)) {
    const own = withProperty(part, name, property(part));
    return { ...schema, allOf: parts.map((one, index) => (index === at ? own : one)) };
  }
  const inherited = compositionOf(schema, resolve).find((one) => has(one, name))?.properties?.[
    name
  ];
  const added = withProperty(
    { type: "object" },
    name,
    narrowedProperty(inherited, values, resolve),
  );
  return { ...schema, allOf: [...parts, added] };
};
