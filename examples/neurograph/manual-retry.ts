/**
 * A retry loop written by hand out of the exported parts.
 *
 * Run: npx jiti examples/neurograph/manual-retry.ts
 */
import { setTimeout as sleep } from "node:timers/promises";
import {
  NeuroGraphClient,
  type NeuroGraphClientOptions,
  RateLimitError,
  RetryConfig,
  ServerError,
  type Token,
} from "clientwright/neurograph";

const config = new RetryConfig({ maxRetries: 3 });

export async function main(
  options: NeuroGraphClientOptions,
  print = console.log,
  wait: (ms: number) => Promise<unknown> = sleep,
): Promise<Token> {
  await using client = new NeuroGraphClient(options);
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await client.tokens.create({ text: "manual retry" });
    } catch (error) {
      if (!(error instanceof RateLimitError || error instanceof ServerError)) throw error;
      if (attempt === config.maxRetries) throw error;
      const asked = error instanceof RateLimitError ? error.retryAfterMs : undefined;
      const delayMs = asked || config.getDelayMs(attempt);
      print(`Attempt ${attempt + 1} failed. Retrying in ${delayMs / 1000}s...`);
      await wait(delayMs);
    }
  }
}

if (process.argv[1] === import.meta.filename) {
  const { NEUROGRAPH_BASE_URL: baseUrl = "http://localhost:8000" } = process.env;
  const { NEUROGRAPH_USERNAME: username = "developer" } = process.env;
  const { NEUROGRAPH_PASSWORD: password = "developer123" } = process.env;
  await main({ baseUrl, username, password });
}
