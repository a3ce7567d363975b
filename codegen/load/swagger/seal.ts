/** Hides examples and other data from the library, which would take `type: file` in them for a schema's. */

const mark = "\u0000sealed:";

/** A text that nothing takes for a part of a document; plain values stay as they are. */
export const seal = (value: unknown): unknown =>
  typeof value === "object" && value !== null ? `${mark}${JSON.stringify(value)}` : value;

/** References in examples are meant as such by those who write them: they keep their target. */
const renameReference = (key: string, value: unknown): unknown =>
  key === "$ref" && typeof value === "string"
    ? value.replace(/^#\/definitions\//, "#/components/schemas/")
    : value;

const unseal = (text: string): unknown => {
  try {
    return JSON.parse(text.slice(mark.length), renameReference);
  } catch {
    // A text of the document that starts like ours.
    return text;
  }
};

/** A copy of a document in which everything that was sealed is itself again. */
export const unsealAll = (document: unknown): unknown =>
  JSON.parse(JSON.stringify(document), (_, value: unknown) =>
    typeof value === "string" && value.startsWith(mark) ? unseal(value) : value,
  );
