/**
 * Tell every kind of failure apart: the particular classes first, the one of all last.
 *
 * Run: npx jiti examples/valentina/error-handling.ts
 */
import { companiesService, VClient } from "clientwright/valentina";
import {
  APIError,
  AuthenticationError,
  AuthorizationError,
  ConflictError,
  NotFoundError,
  RateLimitError,
  RequestValidationError,
  ServerError,
  ValidationError,
} from "clientwright/valentina/errors";
import { type Settings, settings } from "./settings.js";

/** What to tell people. */
export function explain(error: unknown): string {
  if (error instanceof NotFoundError) return "Company not found";
  if (error instanceof AuthorizationError) return "You don't have access to this company";
  if (error instanceof AuthenticationError) return "Invalid API key";
  if (error instanceof ValidationError) return `The server does not accept it: ${error}`;
  if (error instanceof RequestValidationError) return `It was not sent: ${error}`;
  if (error instanceof ConflictError) return "Conflict: was the idempotency key used before?";
  if (error instanceof RateLimitError) return `Rate limited, retry after ${error.retryAfter}s`;
  if (error instanceof ServerError) return "The server failed, try again later";
  if (error instanceof APIError) return `API error: ${error}`;
  throw error;
}

export async function main({ options }: Settings, print = console.log): Promise<void> {
  new VClient(options);
  try {
    const company = await companiesService().get("000000000000000000000000");
    print(`Found ${company.name}`);
  } catch (error) {
    print(explain(error));
  }
}

if (process.argv[1] === import.meta.filename) await main(settings());
