/** Tokens as values: what a login grants, what is held, and when it is due. Pure; knows no network. */

/** What a login or a refresh answers. */
export interface TokenGrant {
  readonly accessToken: string;
  /** Absent after a refresh: the former one stays; absent after a login: there is none. */
  readonly refreshToken?: string | undefined;
  /** Lifetime from now. Missing or 0: not known, so only a 401 ends it. */
  readonly expiresInMs?: number | undefined;
  /** End of life (ms since the epoch); wins over `expiresInMs`. */
  readonly expiresAt?: number | undefined;
}

/** Tokens as they are held and stored. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken?: string;
  /** Milliseconds since the epoch, on the clock of the machine that received them. */
  readonly expiresAt?: number;
}

/** The tokens that a grant makes when it arrives at `now`. */
export function tokensFrom(grant: TokenGrant, now: number): Tokens {
  const expiresAt = grant.expiresAt ?? endOf(grant.expiresInMs, now);
  return {
    accessToken: grant.accessToken,
    ...(grant.refreshToken ? { refreshToken: grant.refreshToken } : {}),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

function endOf(expiresInMs: number | undefined, now: number): number | undefined {
  return expiresInMs !== undefined && expiresInMs > 0 && Number.isFinite(expiresInMs)
    ? now + expiresInMs
    : undefined;
}

/** Whether tokens end within `aheadMs`, so that they are renewed before they are used. */
export function isDue(tokens: Tokens, now: number, aheadMs: number): boolean {
  return tokens.expiresAt !== undefined && now >= tokens.expiresAt - aheadMs;
}

/** Text for a token store. */
export function writeTokens(tokens: Tokens): string {
  return JSON.stringify(tokens);
}

/** Tokens out of a store's text; undefined for anything that is not such a text. */
export function readTokens(text: string | null | undefined): Tokens | undefined {
  if (!text) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isGrant(value) ? tokensFrom(value, 0) : undefined;
  } catch {
    return undefined; // Not JSON: whatever wrote it, it holds no login of ours.
  }
}

/** Whether a value has the shape of a grant. */
export function isGrant(value: unknown): value is TokenGrant {
  if (typeof value !== "object" || value === null) return false;
  const { accessToken, refreshToken, expiresAt, expiresInMs } = value as Record<string, unknown>;
  return (
    typeof accessToken === "string" &&
    accessToken !== "" &&
    isAbsentOr("string", refreshToken) &&
    isAbsentOr("number", expiresAt) &&
    isAbsentOr("number", expiresInMs)
  );
}

function isAbsentOr(type: "string" | "number", value: unknown): boolean {
  return value === undefined || typeof value === type;
}
