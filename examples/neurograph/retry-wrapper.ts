/**
 * Functions that repeat themselves: with the defaults, and with settings of their own.
 *
 * Run: npx jiti examples/neurograph/retry-wrapper.ts
 */
import {
  NeuroGraphClient,
  type NeuroGraphClientOptions,
  RetryConfig,
  retryWithBackoff,
} from "clientwright/neurograph";

export async function main(options: NeuroGraphClientOptions, print = console.log): Promise<void> {
  await using client = new NeuroGraphClient(options);

  const createResilient = retryWithBackoff((text: string) => client.tokens.create({ text }));
  const token = await createResilient("resilient token");
  print(`Created token ${token.id}`);

  const config = new RetryConfig({
    maxRetries: 5,
    initialDelayMs: 500,
    maxDelayMs: 30_000,
    exponentialBase: 2,
    jitter: true,
  });
  const robustCreate = retryWithBackoff({
    config,
    onRetry: ({ attempt, delayMs }) => print(`Attempt ${attempt} failed, waiting ${delayMs} ms`),
  })((text: string) => client.tokens.create({ text }));
  const robust = await robustCreate("very resilient");
  print(`Created token ${robust.id}`);
}

if (process.argv[1] === import.meta.filename) {
  const { NEUROGRAPH_BASE_URL: baseUrl = "http://localhost:8000" } = process.env;
  const { NEUROGRAPH_USERNAME: username = "developer" } = process.env;
  const { NEUROGRAPH_PASSWORD: password = "developer123" } = process.env;
  await main({ baseUrl, username, password });
}
