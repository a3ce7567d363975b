/**
 * Let any function repeat itself when the rate limit is reached.
 *
 * Run: TRACKTION_API_KEY=tk_live_... npx jiti examples/tracktion/retry.ts
 */
import {
  type RetryBackoffOptions,
  TracktionClient,
  type TracktionClientOptions,
  withRetry,
} from "clientwright/tracktion";

export async function main(
  options: TracktionClientOptions,
  print = console.log,
  retry: RetryBackoffOptions = {},
): Promise<void> {
  await using client = new TracktionClient(options);
  const profileWithRetry = withRetry(() => client.getUserProfile(), {
    maxRetries: 3,
    onRetry: ({ delayMs }) =>
      print(`Rate limited, retrying in ${(delayMs / 1_000).toFixed(2)} seconds...`),
    ...retry,
  });
  const { email } = await profileWithRetry();
  print(`Profile of ${email}`);
}

if (process.argv[1] === import.meta.filename) {
  const { TRACKTION_API_KEY: apiKey = "", TRACKTION_BASE_URL: baseUrl } = process.env;
  await main({ apiKey, ...(baseUrl && { baseUrl }) });
}
