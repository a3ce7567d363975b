/**
 * Sign a request, so that the server knows that nobody has changed it.
 *
 * Run: TRACKTION_API_KEY=... TRACKTION_HMAC_SECRET=... npx jiti examples/tracktion/signed-request.ts
 */
import {
  type SecureClientOptions,
  SecureTracktionClient,
  type SensitiveOperationResponse,
} from "clientwright/tracktion";

export async function main(
  options: SecureClientOptions,
  print = console.log,
): Promise<SensitiveOperationResponse> {
  await using client = new SecureTracktionClient(options);
  const result = await client.makeSecureRequest<SensitiveOperationResponse>(
    "POST",
    "/api/v1/sensitive-operation",
    { action: "delete_user_data", user_id: "12345" },
  );
  print(JSON.stringify(result));
  return result;
}

if (process.argv[1] === import.meta.filename) {
  const { TRACKTION_API_KEY: apiKey = "", TRACKTION_HMAC_SECRET: hmacSecret = "" } = process.env;
  const { TRACKTION_BASE_URL: baseUrl } = process.env;
  await main({ apiKey, hmacSecret, ...(baseUrl && { baseUrl }) });
}
