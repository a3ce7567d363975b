/** Platforms put URLs and header values into their own errors: causes are cleaned before they are kept. */
import { scrub } from "../log/redact.js";

const deepest = 5;

/** The cause itself when nothing it prints holds a secret, else a copy without. */
export function safeCause(cause: unknown, secrets: readonly string[], depth = 0): unknown {
  if (secrets.length === 0 || depth > deepest) return depth > deepest ? undefined : cause;
  if (typeof cause === "string") return scrub(cause, secrets);
  if (!(cause instanceof Error)) return isClean(cause, secrets) ? cause : "[redacted]";
  const inner = safeCause(cause.cause, secrets, depth + 1);
  if (inner === cause.cause && isClean(cause, secrets)) return cause;
  const copy = new Error(
    scrub(cause.message, secrets),
    inner === undefined ? {} : { cause: inner },
  );
  copy.name = cause.name;
  copy.stack = scrub(cause.stack ?? "", secrets);
  // A system error carries its code; nothing else of it is needed.
  const { code } = cause as { code?: unknown };
  return code === undefined ? copy : Object.assign(copy, { code });
}

/** Looks at everything an inspector would print of one value. */
function isClean(value: unknown, secrets: readonly string[]): boolean {
  if (typeof value !== "object" || value === null) return true;
  const texts = Object.getOwnPropertyNames(value).map((name) => {
    const field: unknown = Object.getOwnPropertyDescriptor(value, name)?.value;
    return typeof field === "string" ? field : safeJson(field);
  });
  return !texts.some((text) => secrets.some((secret) => text.includes(secret)));
}

function safeJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
}
