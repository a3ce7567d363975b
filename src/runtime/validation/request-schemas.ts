/** What generated code says of requests, for checks before they are sent. Types only. */
import type { ValueLocation } from "./validation.js";

/** A schema as generated code states it (JSON Schema 2020-12, sections 9 to 11); what only describes is left out. */
export interface JsonSchema {
  /** Name of a model: the value must be one. Stands alone. */
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly items?: JsonSchema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  /** Of properties that have no schema of their own; `false`: there may be none. */
  readonly additionalProperties?: JsonSchema | false;
  readonly allOf?: readonly JsonSchema[];
  /** One of these at least; `oneOf` is written so too, since servers rarely mind a value that fits two. */
  readonly anyOf?: readonly JsonSchema[];
}

/** Schemas of one operation's requests: of parameters by location, as an object by wire name, and of the body. */
export type OperationRequests = Readonly<Partial<Record<ValueLocation, JsonSchema>>>;

/** What the requests of an API must be like. */
export interface RequestSchemas {
  readonly models: Readonly<Record<string, JsonSchema>>;
  /** By operation id; operations that anything may be sent to are left out. */
  readonly operations: Readonly<Record<string, OperationRequests>>;
}
