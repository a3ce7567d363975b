/**
 * Update a token or create it, and create one in spite of rate limits.
 *
 * Run: npx jiti examples/neurograph/error-recovery.ts
 */
import { setTimeout as sleep } from "node:timers/promises";
import {
  NeuroGraphClient,
  type NeuroGraphClientOptions,
  NotFoundError,
  RateLimitError,
  type Token,
  ValidationError,
} from "clientwright/neurograph";

/** Updates the token if it exists, else creates one. */
export async function createOrUpdate(
  client: NeuroGraphClient,
  tokenId: number,
  text: string,
): Promise<Token> {
  try {
    await client.tokens.get(tokenId);
    return await client.tokens.update(tokenId, { text });
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    return client.tokens.create({ text });
  }
}

/** Creates a token; waits and repeats when it is rate limited, `maxAttempts` tries in all. */
export async function resilientCreate(
  client: NeuroGraphClient,
  text: string,
  { maxAttempts = 3, print = console.log, wait = sleep as (ms: number) => Promise<unknown> } = {},
): Promise<Token> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await client.tokens.create({ text });
    } catch (error) {
      if (error instanceof ValidationError)
        print(`Invalid input: ${JSON.stringify(error.details)}`);
      if (!(error instanceof RateLimitError) || attempt === maxAttempts) throw error;
      print(`Rate limited, waiting ${error.retryAfter}s...`);
      await wait(error.retryAfterMs ?? 1_000);
    }
  }
}

export async function main(options: NeuroGraphClientOptions, print = console.log): Promise<void> {
  await using client = new NeuroGraphClient(options);
  const token = await resilientCreate(client, "resilient token", { print });
  const updated = await createOrUpdate(client, token.id, "updated text");
  print(`Token ${updated.id}: ${updated.text}`);
}

if (process.argv[1] === import.meta.filename) {
  const { NEUROGRAPH_BASE_URL: baseUrl = "http://localhost:8000" } = process.env;
  const { NEUROGRAPH_USERNAME: username = "developer" } = process.env;
  const { NEUROGRAPH_PASSWORD: password = "developer123" } = process.env;
  await main({ baseUrl, username, password });
}
