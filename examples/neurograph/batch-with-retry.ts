/**
 * Create a hundred tokens at once; each creation repeats itself when it is rate limited.
 *
 * Run: npx jiti examples/neurograph/batch-with-retry.ts
 */
import {
  asyncRetryWithBackoff,
  NeuroGraphClient,
  type NeuroGraphClientOptions,
  type RetryWrapperOptions,
  type Token,
} from "clientwright/neurograph";

const texts = Array.from({ length: 100 }, (_, index) => `document ${index}`);

export async function main(
  options: NeuroGraphClientOptions,
  print = console.log,
  retry: RetryWrapperOptions = {},
): Promise<Token[]> {
  await using client = new NeuroGraphClient(options);
  const createWithRetry = asyncRetryWithBackoff(
    (text: string) => client.tokens.create({ text }),
    retry,
  );
  const tokens = await Promise.all(texts.map((text) => createWithRetry(text)));
  print(`Created ${tokens.length} tokens`);
  return tokens;
}

if (process.argv[1] === import.meta.filename) {
  const { NEUROGRAPH_BASE_URL: baseUrl = "http://localhost:8000" } = process.env;
  const { NEUROGRAPH_USERNAME: username = "developer" } = process.env;
  const { NEUROGRAPH_PASSWORD: password = "developer123" } = process.env;
  await main({ baseUrl, username, password });
}
