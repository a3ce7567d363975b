/** The client of Tracktion's analysis server: the generated one, made from an API key. */
import {
  TracktionAnalysisApi,
  type TracktionAnalysisApiOptions,
} from "../../generated/tracktion-analysis/client.js";
import type { SecretValue } from "../runtime/index.js";

/** Options of a `TracktionAnalysisClient`. Everything is optional. */
export interface TracktionAnalysisClientOptions extends Omit<TracktionAnalysisApiOptions, "auth"> {
  /**
   * API key, or a function that answers it; sent as `X-API-Key`. Default: none, which every
   * operation accepts. The server tells callers apart by it, for its rate limit.
   */
  readonly apiKey?: SecretValue;
}

/**
 * A client of one analysis server; the hosted one unless `baseUrl` says otherwise. Every failure is
 * a `TracktionAnalysisError`.
 *
 * ```ts
 * await using client = new TracktionAnalysisClient({ baseUrl: "http://localhost:8001" });
 * const { id } = await client.recordings.submit({ file_path: "/music/a.flac" });
 * ```
 */
export class TracktionAnalysisClient extends TracktionAnalysisApi {
  constructor({ apiKey, ...options }: TracktionAnalysisClientOptions = {}) {
    super({ ...options, ...(apiKey !== undefined && { auth: { apiKeyHeader: apiKey } }) });
  }
}
