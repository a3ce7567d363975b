/**
 * See every request on stderr.
 *
 * Run: npx jiti examples/neurograph/debug-logging.ts
 */
import {
  disableLogging,
  enableDebugLogging,
  NeuroGraphClient,
  type NeuroGraphClientOptions,
} from "clientwright/neurograph";

export async function main(options: NeuroGraphClientOptions): Promise<void> {
  enableDebugLogging();
  await using client = new NeuroGraphClient(options);
  await client.tokens.create({ text: "logged operation" });
  disableLogging();
}

if (process.argv[1] === import.meta.filename) {
  const { NEUROGRAPH_BASE_URL: baseUrl = "http://localhost:8000" } = process.env;
  const { NEUROGRAPH_USERNAME: username = "developer" } = process.env;
  const { NEUROGRAPH_PASSWORD: password = "developer123" } = process.env;
  await main({ baseUrl, username, password });
}
