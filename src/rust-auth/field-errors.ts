/** Takes a validation message of the server apart. Pure. */

/** Complaints by field. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

/**
 * Reads `field: text, text; field: text`. Sentences about the strength of a password come without a field, and belong
 * to `password`; others without a field are left out.
 */
export function readFieldErrors(message: string): FieldErrors {
  const found = new Map<string, string[]>();
  for (const part of message.split("; ")) {
    const [, field = fieldOf(part), texts = part] = /^([A-Za-z_]\w*): (.+)$/s.exec(part) ?? [];
    if (field === undefined) continue;
    found.set(field, [...(found.get(field) ?? []), ...texts.split(", ")]);
  }
  return Object.fromEntries(found);
}

function fieldOf(sentence: string): string | undefined {
  return sentence.startsWith("Password ") ? "password" : undefined;
}
