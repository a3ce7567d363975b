/**
 * Lines of your own beside those of the client, in your own logger.
 *
 * Run: npx jiti examples/rust-auth/logging.ts
 */
import {
  AuthClient,
  type AuthClientOptions,
  AuthError,
  type LoginRequest,
} from "clientwright/rust-auth";

/** Any logger with these four functions; the client writes its lines to it as well. */
const consoleLogger: NonNullable<AuthClientOptions["logger"]> = {
  debug: () => {},
  info: (message) => console.info(`INFO ${message}`),
  warn: (message) => console.warn(`WARNING ${message}`),
  error: (message) => console.error(`ERROR ${message}`),
};

export async function main(
  options: AuthClientOptions,
  { email, password }: LoginRequest,
  logger = consoleLogger,
): Promise<void> {
  await using client = new AuthClient({ ...options, logger });
  try {
    const { user } = await client.login(email, password);
    logger.info(`User ${user.email} logged in successfully`);
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    logger.error(`Login failed: ${error.message}`);
  }
}

if (process.argv[1] === import.meta.filename) {
  const { AUTH_SERVICE_URL: baseUrl = "http://localhost:8080" } = process.env;
  const { AUTH_EMAIL: email = "mara@example.org" } = process.env;
  const { AUTH_PASSWORD: password = "Str0ng&Silent!" } = process.env;
  await main({ baseUrl }, { email, password });
}
