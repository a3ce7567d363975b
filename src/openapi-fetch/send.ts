/** Sends one request of openapi-fetch through the policies. */
import type { ClientCore } from "../runtime/call-state.js";
import { ClientwrightError } from "../runtime/errors/clientwright-error.js";
import type { CallOptions } from "../runtime/options.js";
import { sendRaw } from "../runtime/raw-api.js";
import { createTransport, type Transport, type TransportInit } from "./transport.js";

/** How a request is sent. */
export interface Sending extends Omit<TransportInit, "original"> {
  readonly core: ClientCore;
  /** The document's path, braces included. */
  readonly path: string;
  readonly options: CallOptions;
  readonly isStream: boolean;
  readonly typedErrors: boolean;
}

/** Resolves with the last answer, whatever its status. */
export async function sendRequest(request: Request, sending: Sending): Promise<Response> {
  const { core, path, isStream, typedErrors } = sending;
  const transport = createTransport({ ...sending, original: request });
  const options = { ...sending.options, fetch: transport.fetch };
  try {
    return await sendRaw(core, request, { path, options, isStream });
  } catch (error) {
    throw typedErrors ? error : thrownBy(transport, request.signal, error);
  }
}

/** What would have been thrown without policies; failures that only policies know are theirs. */
function thrownBy({ failure }: Transport, signal: AbortSignal, error: unknown): unknown {
  if (!(error instanceof ClientwrightError)) return error;
  if (error.kind === "abort" && signal.aborted) return signal.reason;
  return error.kind === "connection" && failure !== undefined ? failure.thrown : error;
}
