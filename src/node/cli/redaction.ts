/** Keeps secrets out of what a command says; knows nothing of how they are used. */

const mask = "***";
/** Shorter text is no usable secret, and masking it would mangle sentences. */
const shortestSecret = 4;

/** Secrets of one run, and texts without them. */
export interface Redaction {
  /** From now on this text is masked. */
  add(secret: string | undefined): void;
  /** The text with every known secret masked. */
  text(text: string): string;
  /** The value with every known secret masked in every text in it. */
  value(value: unknown): unknown;
}

/** Knows no secrets yet. */
export function createRedaction(): Redaction {
  const secrets = new Set<string>();
  const text = (original: string): string => {
    let masked = original;
    for (const secret of secrets) masked = masked.replaceAll(secret, mask);
    return masked;
  };
  const value = (original: unknown): unknown => {
    if (typeof original === "string") return text(original);
    if (Array.isArray(original)) return original.map(value);
    if (typeof original !== "object" || original === null) return original;
    return Object.fromEntries(
      Object.entries(original).map(([key, member]) => [text(key), value(member)]),
    );
  };
  return {
    add(secret) {
      if (secret !== undefined && secret.length >= shortestSecret) secrets.add(secret);
    },
    text,
    value,
  };
}

/**
 * Secrets on a command line, found before it is known to make sense.
 *
 * @param flags Flags whose values are secrets, such as `--password`.
 */
export function secretsIn(argv: readonly string[], flags: readonly string[]): string[] {
  return argv.flatMap((word, index) => {
    const [flag = "", value] = splitOnce(word);
    if (!flags.includes(flag)) return [];
    return [value ?? argv[index + 1] ?? ""];
  });
}

/** An unknown flag may be a misspelt secret one: `--pasword=...` is shown without its value. */
export function withoutFlagValues(message: string): string {
  return message.replace(/(--?[\w-]+)=[^']*/g, "$1");
}

function splitOnce(word: string): [string, string | undefined] {
  const at = word.indexOf("=");
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}
