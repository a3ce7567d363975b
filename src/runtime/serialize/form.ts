/** `application/x-www-form-urlencoded` bodies (OpenAPI 3.1, section 4.8.14.4). */
import type { PartFormat } from "../operation.js";
import type { BodyWriter } from "./body.js";
import { writePairs } from "./style.js";
import { isAbsent, isRecord, jsonText } from "./text.js";
import { UnsendableError } from "./unsendable.js";

const asIs = (text: string): string => text;

/** Writes an object as a form; lists repeat their name, objects without a style become JSON. */
export const writeForm: BodyWriter = (body, format) => {
  const type = format.type ?? "application/x-www-form-urlencoded";
  if (body instanceof URLSearchParams) return { content: body.toString(), type, isOneShot: false };
  if (!isRecord(body)) throw new UnsendableError("body", "must be an object", "not_object");
  const pairs = Object.entries(body).flatMap(([name, value]) =>
    fieldPairs(name, value, format.parts?.[name]),
  );
  return {
    content: new URLSearchParams(pairs.map(([name, text]) => [name, text])).toString(),
    type,
    isOneShot: false,
  };
};

function fieldPairs(
  name: string,
  value: unknown,
  format: PartFormat | undefined,
): readonly (readonly [string, string])[] {
  const hasStyle = format?.style !== undefined || format?.explode !== undefined;
  const isJson = format?.type?.includes("json") ?? (isRecord(value) && !hasStyle);
  if (isJson && !isAbsent(value)) return [[name, jsonText(value, "body")]];
  const { style, explode } = format ?? {};
  return writePairs(
    name,
    value,
    { ...(style && { style }), ...(explode !== undefined && { explode }) },
    asIs,
  );
}
