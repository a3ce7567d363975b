/** The life of one login: held, renewed once for all who wait, replaced, forgotten. Knows no requests. */
import { AuthError, type Logger, silentLogger } from "../runtime/index.js";
import { isRejection } from "./rejection.js";
import type { Found } from "./shared-tokens.js";
import type { TokenCall } from "./token-context.js";
import { renewed } from "./token-renewal.js";
import { hold, type TokenCycle } from "./token-state.js";
import { isDue, type Tokens } from "./tokens.js";

/** What is held, if it can be sent as it is: the path of nearly every call, without a promise. */
export function readyTokens(cycle: TokenCycle, call: TokenCall): Tokens | undefined {
  const { held } = cycle;
  if (!held) return undefined;
  // Due, but nothing to renew them with: they may still work, and the server decides.
  const due = isDue(held, call.clock.now(), cycle.refreshAheadMs);
  return due && cycle.source.canRenew(held) ? undefined : held;
}

/** Tokens to send, renewed first when they are due. */
export async function freshTokens(cycle: TokenCycle, call: TokenCall): Promise<Tokens> {
  await restore(cycle, call.logger);
  const ready = readyTokens(cycle, call);
  if (ready) return ready;
  const { held } = cycle;
  if (!cycle.source.canRenew(held)) throw new AuthError("No credentials: log in first");
  try {
    return await renewed(cycle, held?.accessToken, call);
  } catch (error) {
    if (!canStillUse(cycle, held, call) || isRejection(error)) throw error;
    call.logger.warn("Credentials could not be renewed ahead of their end; the held ones are used");
    return cycle.held as Tokens; // `canStillUse` has seen that they are there.
  }
}

/** New tokens, whatever is held: what runs already serves as well. */
export async function newTokens(cycle: TokenCycle, call: TokenCall): Promise<Tokens> {
  await restore(cycle, call.logger);
  const { held } = cycle;
  if (!cycle.source.canRenew(held)) throw new AuthError("No credentials: log in first");
  return await renewed(cycle, held?.accessToken, call);
}

/** Tokens that differ from the ones a server refused; undefined when there is no way to get any. */
export async function replacement(
  cycle: TokenCycle,
  refused: string | undefined,
  call: TokenCall,
): Promise<Tokens | undefined> {
  const { held } = cycle;
  if (held && refused !== undefined && held.accessToken !== refused) return held;
  if (cycle.refused && cycle.refused.token === refused) throw cycle.refused.error;
  // Sent with tokens that were signed out since: logging in for it would undo that.
  if (!held && refused !== undefined) return undefined;
  if (!cycle.source.canRenew(held)) return undefined;
  const tokens = await renewed(cycle, refused ?? held?.accessToken, call);
  return tokens.accessToken === refused ? undefined : tokens;
}

/** Holds other tokens from now on, or none; a renewal that still runs is void. */
export async function replaceTokens(
  cycle: TokenCycle,
  tokens: Tokens | undefined,
  reason: string,
): Promise<void> {
  cycle.generation += 1;
  cycle.refused = undefined;
  cycle.restored = true;
  cycle.saved = false;
  cycle.flight = undefined;
  cycle.stopFlight(new AuthError(reason));
  hold(cycle, tokens);
  const { generation, shared } = cycle;
  if (!shared) return;
  await shared.exclusively(async () => {
    if (cycle.generation !== generation) return; // A later one comes after this.
    await shared.replace(tokens);
    if (cycle.generation === generation) cycle.saved = tokens !== undefined;
  }, silentLogger);
}

/** Looks into the store, once; `unknown` when it could not be read. */
export async function restore(cycle: TokenCycle, logger: Logger): Promise<Found["kind"]> {
  if (cycle.restored || !cycle.shared) return "nothing";
  const found = await cycle.shared.read(logger);
  // Meanwhile somebody may have signed in or out, or looked. A store that failed is asked again.
  if (cycle.restored || found.kind === "unknown") return found.kind;
  cycle.restored = true;
  if (found.kind === "nothing") return found.kind;
  cycle.saved = true;
  hold(cycle, found.tokens);
  return found.kind;
}

function canStillUse(cycle: TokenCycle, held: Tokens | undefined, call: TokenCall): boolean {
  if (!cycle.usesUnrenewed || !held || cycle.held !== held || call.signal?.aborted) return false;
  return !isDue(held, call.clock.now(), 0);
}
