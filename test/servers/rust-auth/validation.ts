// Checks of fields that come after deserialising, in the real server's words.
import { validationFailed } from "./failures.js";

/** One check: true when the value is good. Undefined values are not checked. */
export interface Rule {
  readonly field: string;
  readonly message: string;
  readonly holds: boolean;
}

const local = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/i;
const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const domain = new RegExp(`^${label}(?:\\.${label})*$`, "i");

/** An address as HTML's e-mail field takes it. */
export function isEmail(text: string): boolean {
  const at = text.lastIndexOf("@");
  const host = text.slice(at + 1);
  return at > 0 && local.test(text.slice(0, at)) && host.length <= 255 && domain.test(host);
}

export function emailRule(email: string | undefined): Rule {
  const holds = email === undefined || isEmail(email);
  return { field: "email", message: "Invalid email format", holds };
}

export function nameRule(field: "first_name" | "last_name", name: string | undefined): Rule {
  const noun = field === "first_name" ? "First" : "Last";
  const message = `${noun} name must be between 2 and 50 characters`;
  return { field, message, holds: name === undefined || hasLength(name, 2, 50) };
}

export function passwordRule(field: string, password: string): Rule {
  const message = "Password must be at least 8 characters";
  return { field, message, holds: hasLength(password, 8) };
}

/** True when every rule holds. */
export function areKept(rules: readonly Rule[]): boolean {
  return rules.every(({ holds }) => holds);
}

/** Throws the 400 that names each field whose rule is broken. */
export function requireAll(rules: readonly Rule[]): void {
  if (areKept(rules)) return;
  const broken = rules.filter(({ holds }) => !holds);
  throw validationFailed(broken.map(({ field, message }) => `${field}: ${message}`).join("; "));
}

/** Throws the 400 that lists what a strong password has, which names no field. */
export function requireStrongPassword(password: string): void {
  const problems = strengthRules.filter(([, isKept]) => !isKept(password)).map(([text]) => text);
  if (problems.length > 0) throw validationFailed(problems.join("; "));
}

const weakParts = [
  "password",
  "123456",
  "qwerty",
  "abc123",
  "letmein",
  "admin",
  "welcome",
  "monkey",
  "dragon",
  "master",
];

const strengthRules: readonly (readonly [string, (password: string) => boolean])[] = [
  ["Password must not exceed 128 characters", (text) => Buffer.byteLength(text) <= 128],
  ["Password must contain at least one lowercase letter", (text) => /\p{Ll}/u.test(text)],
  ["Password must contain at least one uppercase letter", (text) => /\p{Lu}/u.test(text)],
  ["Password must contain at least one digit", (text) => /[0-9]/.test(text)],
  ["Password must contain at least one special character", (text) => /[^\p{L}\p{N}]/u.test(text)],
  [
    "Password contains common weak patterns",
    (text) => !weakParts.some((part) => text.toLowerCase().includes(part)),
  ],
];

/** Characters are Unicode scalar values. */
function hasLength(text: string, least: number, most = Number.POSITIVE_INFINITY): boolean {
  const { length } = [...text];
  return length >= least && length <= most;
}
