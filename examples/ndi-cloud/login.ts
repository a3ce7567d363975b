/**
 * Log in, keep the token in the configuration file, and sign in with it the next time.
 *
 * Run: NDI_CLOUD_USERNAME=... NDI_CLOUD_PASSWORD=... npx jiti examples/ndi-cloud/login.ts
 */
import {
  maskToken,
  NdiAuthError,
  NdiCloudClient,
  type NdiCloudClientOptions,
  type NdiCredentials,
} from "clientwright/ndi-cloud";
import { type ConfigPath, loadToken, saveToken } from "clientwright/ndi-cloud/node";

export async function main(
  { email, password }: NdiCredentials,
  options: NdiCloudClientOptions & ConfigPath = {},
  print = console.log,
): Promise<void> {
  const { path, ...settings } = options;
  const place = path === undefined ? {} : { path };
  await using first = new NdiCloudClient(settings);
  try {
    const { token, organizationId } = await first.auth.login({ email, password });
    print(`Logged in for organization ${organizationId}, token ${maskToken(token)}`);
    await saveToken({ email, token, ...place });
  } catch (error) {
    if (!(error instanceof NdiAuthError)) throw error;
    print(`Login failed: ${error.message}`);
    return;
  }

  await using later = new NdiCloudClient({ ...settings, token: await loadToken(place) });
  print(`Welcome back, ${(await later.users.me()).name}`);
}

if (process.argv[1] === import.meta.filename) {
  const { NDI_CLOUD_USERNAME: email = "", NDI_CLOUD_PASSWORD: password = "" } = process.env;
  await main({ email, password });
}
