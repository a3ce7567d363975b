/** One renewal at a time: what it starts from, whom it serves, and what its failure leaves behind. */
import { AuthError } from "../runtime/index.js";
import { isRejection } from "./rejection.js";
import { isSendable } from "./secret.js";
import type { Found, SharedTokens } from "./shared-tokens.js";
import {
  createTokenContext,
  type TokenCall,
  type TokenContext,
  untilAborted,
} from "./token-context.js";
import { hold, type TokenCycle } from "./token-state.js";
import { isDue, isGrant, type Tokens, tokensFrom } from "./tokens.js";

/** A running renewal. */
interface Renewal {
  readonly cycle: TokenCycle;
  /** The access token that is refused or due. */
  readonly stale: string | undefined;
  readonly context: TokenContext;
  /** Whether somebody signed in or out since it started. */
  readonly isVoid: () => boolean;
}

/** Waits for the renewal that runs, or starts one. A caller that stops waiting stops only itself. */
export function renewed(
  cycle: TokenCycle,
  stale: string | undefined,
  call: TokenCall,
): Promise<Tokens> {
  cycle.flight ??= start(cycle, stale, call);
  return untilAborted(cycle.flight, call.signal);
}

function start(cycle: TokenCycle, stale: string | undefined, call: TokenCall): Promise<Tokens> {
  const { context, stop, done } = createTokenContext(call, cycle.timeoutMs);
  const { generation } = cycle;
  cycle.stopFlight = stop;
  const isVoid = (): boolean => cycle.generation !== generation;
  const flight = run({ cycle, stale, context, isVoid }).finally(() => {
    done();
    if (cycle.flight === flight) cycle.flight = undefined;
  });
  return flight;
}

async function run(renewal: Renewal): Promise<Tokens> {
  const { cycle, context, isVoid } = renewal;
  const { shared } = cycle;
  try {
    if (!shared) return await renewAlone(renewal);
    return await shared.exclusively(() => renewShared(renewal, shared), context.logger);
  } catch (error) {
    if (!isVoid()) throw error;
    if (cycle.held) return cycle.held; // Void because somebody signed in: their tokens serve.
    throw context.signal.reason;
  }
}

async function renewAlone(renewal: Renewal): Promise<Tokens> {
  const { cycle } = renewal;
  try {
    const tokens = await requestTokens(renewal, cycle.held);
    hold(cycle, tokens);
    return tokens;
  } catch (error) {
    noteRefusal(renewal, error);
    throw error;
  }
}

/** Renews from what the store says now: another process may have renewed, or signed out. */
async function renewShared(renewal: Renewal, shared: SharedTokens): Promise<Tokens> {
  const { cycle, context } = renewal;
  const found = await shared.read(context.logger);
  if (isUsable(renewal, found)) return adopt(renewal, found.tokens);
  assertValid(renewal);
  const start = startingPoint(cycle, found);
  try {
    const tokens = await requestTokens(renewal, start);
    await assertStillShared(renewal, shared, found);
    hold(cycle, tokens);
    const saved = await shared.save(tokens, context.logger);
    assertValid(renewal);
    cycle.saved = saved;
    return tokens;
  } catch (error) {
    const now = await shared.read(context.logger);
    if (isUsable(renewal, now)) return adopt(renewal, now.tokens);
    if (noteRefusal(renewal, error) && isSame(found, now)) await clear(renewal, shared);
    throw error;
  }
}

async function requestTokens(renewal: Renewal, held: Tokens | undefined): Promise<Tokens> {
  const { cycle, context } = renewal;
  const grant = await untilAborted(cycle.source.renew(held, context), context.signal);
  assertValid(renewal);
  assertGrant(grant);
  cycle.refused = undefined;
  return tokensFrom(grant, context.clock.now());
}

/** Never quotes what it finds fault with. */
function assertGrant(grant: unknown): void {
  if (isGrant(grant) && isSendable(grant.accessToken)) return;
  throw new AuthError("The login answered no usable access token");
}

/** A void renewal ends here: its result must not undo a logout. */
function assertValid({ context, isVoid }: Renewal): void {
  if (isVoid()) throw context.signal.reason;
}

/** Tokens of another process that are neither due nor the ones this renewal replaces. */
function isUsable(renewal: Renewal, found: Found): found is Extract<Found, { kind: "tokens" }> {
  const { cycle, stale, context } = renewal;
  if (found.kind !== "tokens" || found.tokens.accessToken === stale) return false;
  return !isDue(found.tokens, context.clock.now(), cycle.refreshAheadMs);
}

function adopt(renewal: Renewal, tokens: Tokens): Tokens {
  assertValid(renewal);
  renewal.cycle.saved = true;
  hold(renewal.cycle, tokens);
  return tokens;
}

/** What to renew: the store's tokens, unless what is held never reached the store. */
function startingPoint(cycle: TokenCycle, found: Found): Tokens | undefined {
  if (found.kind === "unknown" || (cycle.held && !cycle.saved)) return cycle.held;
  if (found.kind === "nothing") hold(cycle, undefined); // Signed out elsewhere.
  return found.kind === "tokens" ? found.tokens : undefined;
}

/** Another process that signed out while this one renewed has the last word. */
async function assertStillShared(
  { cycle, context }: Renewal,
  shared: SharedTokens,
  before: Found,
): Promise<void> {
  if (before.kind !== "tokens") return;
  const now = await shared.read(context.logger);
  if (now.kind !== "nothing") return;
  hold(cycle, undefined);
  throw new AuthError("Signed out elsewhere while the credentials were being renewed");
}

/** Forgets what was refused; answers whether it was. */
function noteRefusal({ cycle, stale, isVoid }: Renewal, error: unknown): boolean {
  if (isVoid() || !isRejection(error) || !cycle.source.forgetsRefused) return false;
  if (stale !== undefined) cycle.refused = { token: stale, error };
  hold(cycle, undefined);
  return true;
}

function isSame(before: Found, now: Found): boolean {
  if (before.kind !== "tokens" || now.kind !== "tokens") return false;
  return before.tokens.accessToken === now.tokens.accessToken;
}

async function clear({ cycle, context }: Renewal, shared: SharedTokens): Promise<void> {
  cycle.saved = false;
  await shared.replace(undefined).catch(() => {
    context.logger.warn("Refused credentials could not be taken out of the token store");
  });
}
