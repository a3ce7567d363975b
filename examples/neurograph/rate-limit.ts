/**
 * Wait as long as the server asks, then repeat by hand.
 *
 * Run: npx jiti examples/neurograph/rate-limit.ts
 */
import { setTimeout as sleep } from "node:timers/promises";
import {
  NeuroGraphClient,
  type NeuroGraphClientOptions,
  RateLimitError,
  type Token,
} from "clientwright/neurograph";

export async function main(
  options: NeuroGraphClientOptions,
  print = console.log,
  wait: (ms: number) => Promise<unknown> = sleep,
): Promise<Token> {
  await using client = new NeuroGraphClient(options);
  try {
    return await client.tokens.create({ text: "test" });
  } catch (error) {
    if (!(error instanceof RateLimitError)) throw error;
    print(`Rate limited. Waiting ${error.retryAfter}s...`);
    await wait(error.retryAfterMs ?? 1_000);
    return await client.tokens.create({ text: "test" });
  }
}

if (process.argv[1] === import.meta.filename) {
  const { NEUROGRAPH_BASE_URL: baseUrl = "http://localhost:8000" } = process.env;
  const { NEUROGRAPH_USERNAME: username = "developer" } = process.env;
  const { NEUROGRAPH_PASSWORD: password = "developer123" } = process.env;
  await main({ baseUrl, username, password });
}
