/**
 * Tell failures apart: from the specific class to the base class of them all.
 *
 * Run: npx jiti examples/neurograph/error-handling.ts
 */
import {
  AuthenticationError,
  NeuroGraphClient,
  type NeuroGraphClientOptions,
  NeuroGraphError,
  NotFoundError,
  ValidationError,
} from "clientwright/neurograph";

export async function main(options: NeuroGraphClientOptions, print = console.log): Promise<void> {
  await using client = new NeuroGraphClient(options);

  try {
    await client.tokens.get(999999);
  } catch (error) {
    if (error instanceof NotFoundError) {
      print(`Token not found: ${error.message}`);
      print(`Error code: ${error.errorCode}`);
    } else if (error instanceof AuthenticationError) {
      print(`Auth failed: ${error.message}`);
    } else if (error instanceof NeuroGraphError) {
      print(`API error: ${error.message}`);
      print(`Details: ${JSON.stringify(error.details)}`);
    } else throw error;
  }

  try {
    await client.tokens.create({ text: "" });
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    print(`Validation failed: ${error.message}`);
    print(`Details: ${JSON.stringify(error.details)}`);
  }
}

if (process.argv[1] === import.meta.filename) {
  const { NEUROGRAPH_BASE_URL: baseUrl = "http://localhost:8000" } = process.env;
  const { NEUROGRAPH_USERNAME: username = "developer" } = process.env;
  const { NEUROGRAPH_PASSWORD: password = "developer123" } = process.env;
  await main({ baseUrl, username, password });
}
