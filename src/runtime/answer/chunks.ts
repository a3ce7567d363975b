/** A response's body as text chunks that end with the call: stopping early frees the connection. */
import type { Call } from "../call-state.js";
import { connectionFailure } from "../errors/connection-failure.js";

/** Decoded UTF-8 without its byte order mark. Rejects like the call would: aborted, or connection broken. */
export async function* readChunks(response: Response, call: Call): AsyncGenerator<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  try {
    while (reader !== undefined) {
      const { done, value } = await reader.read();
      if (done) break;
      yield decoder.decode(value, { stream: true });
    }
    const rest = decoder.decode();
    if (rest !== "") yield rest;
  } catch (error) {
    throw connectionFailure(call, error);
  } finally {
    call.release();
    reader?.cancel().catch(() => undefined);
  }
}
