/**
 * Write lines of your own beside those of the client, a failure with its trace among them.
 *
 * Run: npx jiti examples/neurograph/logging.ts
 */
import {
  getLogger,
  NeuroGraphClient,
  type NeuroGraphClientOptions,
  setupLogging,
} from "clientwright/neurograph";

export async function main(options: NeuroGraphClientOptions): Promise<void> {
  setupLogging({ level: "info" });
  const logger = getLogger();
  await using client = new NeuroGraphClient(options);

  logger.info("Starting token creation...");
  const token = await client.tokens.create({ text: "test" });
  logger.info(`Created token: ${token.id}`);

  try {
    await client.tokens.get(999999);
  } catch (error) {
    logger.error(`Error: ${error}`, { error });
  }
}

if (process.argv[1] === import.meta.filename) {
  const { NEUROGRAPH_BASE_URL: baseUrl = "http://localhost:8000" } = process.env;
  const { NEUROGRAPH_USERNAME: username = "developer" } = process.env;
  const { NEUROGRAPH_PASSWORD: password = "developer123" } = process.env;
  await main({ baseUrl, username, password });
}
