/** A Tracktion server with a plain and a signing client whose log is kept. */
import { SecureTracktionClient, TracktionClient } from "clientwright/tracktion";
import { onTestFinished } from "vitest";
import { startTracktionServer } from "../servers/tracktion/index.js";
import { keepingLogger } from "./given.js";

export const apiKey = "tk_live_51b0c3d2e4f5";
export const hmacSecret = "test_hmac_secret_0001";
/** What is signed in these tests. */
export const operation = "/api/v1/sensitive-operation";

export async function givenTracktion() {
  const server = await startTracktionServer();
  onTestFinished(() => server.close());
  const logger = keepingLogger();
  const options = { baseUrl: server.url, logger };
  const client = new TracktionClient({ ...options, apiKey });
  const signed = new SecureTracktionClient({ ...options, apiKey, hmacSecret });
  return { server, logger, options, client, signed };
}
