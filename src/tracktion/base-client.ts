/** What every Tracktion client can do, whatever its credentials are. */
import type {
  BatchSearchResponse,
  BatchStatus,
  IpRule,
  IpWhitelist,
  Track,
  TrackSearchResponse,
  UserProfile,
  Webhook,
  WebhookCreateRequest,
  WebhookTestResult,
} from "../../generated/tracktion/models.js";
import { batchSearch, getBatchStatus } from "../../generated/tracktion/resources/batch.js";
import {
  type SearchTracksErrors,
  searchTracks,
} from "../../generated/tracktion/resources/search.js";
import {
  addIpWhitelist,
  listIpWhitelist,
  removeIpWhitelist,
} from "../../generated/tracktion/resources/security-ip-whitelist.js";
import {
  type GetUserProfileErrors,
  getRateLimit,
  getUserProfile,
} from "../../generated/tracktion/resources/user.js";
import { getUserProfileById } from "../../generated/tracktion/resources/users.js";
import { createWebhook, testWebhook } from "../../generated/tracktion/resources/webhooks.js";
import {
  type ApiPromise,
  type CallOptions,
  type PagePromise,
  withoutEmptyFields,
} from "../runtime/index.js";
import { BpmResource } from "./bpm.js";
import type { Credentials } from "./client-options.js";
import { wireDate } from "./dates.js";
import { RateLimitError, TracktionApiError, TracktionError } from "./errors.js";
import { TracktionHttpClient } from "./http-client.js";
import { type JobWaitOptions, type TracklistJob, waitForTracklistJob } from "./jobs.js";
import type { BaseClientOptions } from "./options.js";
import { type RateLimitState, readRateLimit } from "./rate-limit.js";
import { createSearchCache, type SearchCache, type SearchOptions, searchKey } from "./search.js";

/** A search whose failure is no error. */
export interface SafeSearchOptions extends SearchOptions {
  /** Told of the failure. */
  readonly onError?: (error: TracktionError) => void;
}

/** An address to let in. */
export interface IpWhitelistInput {
  /** IPv4 or IPv6, a single address. */
  readonly ipAddress: string;
  readonly reason?: string;
  /** ISO 8601, or a date. Default: never. */
  readonly expiresAt?: string | Date;
}

/** One search of a batch: the words alone, or with a limit. */
export type BatchQuery = string | { readonly q: string; readonly limit?: number };

/**
 * Search, profiles, rate limits, batches, tempo detection, addresses and webhooks. Every method rejects with a
 * `TracktionError`: `RateLimitError`, or a `TracktionApiError` such as `AuthenticationError`, `PermissionError`,
 * `TracktionConnectionError` and `TracktionTimeoutError`.
 */
export class BaseTracktionClient extends TracktionHttpClient {
  /** Tempo detection. */
  readonly bpm: BpmResource = new BpmResource(this);

  readonly #cache: SearchCache | undefined;

  /** @throws {TracktionApiError} when an option makes no sense. */
  constructor(options: BaseClientOptions, auth: Credentials) {
    super(options, auth);
    this.#cache = createSearchCache(options.cache, this.clock);
  }

  /** Tracks that are found by words: 10 unless `limit` says otherwise. */
  async searchTracks(
    query: string,
    search: SearchOptions = {},
    options?: CallOptions,
  ): Promise<Track[]> {
    const wire = withoutEmptyFields({ q: query, ...search, limit: search.limit ?? 10 });
    const ask = async (): Promise<Track[]> => {
      const { tracks } = await this.call(searchTracks, { query: wire }, options);
      return tracks;
    };
    const key = this.#cache && searchKey(wire, options);
    return key === undefined ? ask() : (this.#cache?.through(key, ask) ?? ask());
  }

  /** Everything that is found, page by page: `for await` reads on as long as there is more. */
  iterateTracks(
    query: string,
    search: SearchOptions = {},
    options?: CallOptions,
  ): PagePromise<Track, TrackSearchResponse, SearchTracksErrors> {
    const wire = withoutEmptyFields({ q: query, ...search, limit: search.limit ?? 10 });
    return this.paginate(searchTracks, { query: wire }, options);
  }

  /**
   * As `searchTracks`, but answers null when it fails; `onError` and the logger are told. Only an abort is thrown.
   */
  async safeSearchTracks(
    query: string,
    { onError, ...search }: SafeSearchOptions = {},
    options?: CallOptions,
  ): Promise<Track[] | null> {
    try {
      return await this.searchTracks(query, search, options);
    } catch (error) {
      if (!(error instanceof TracktionError) || error.kind === "abort") throw error;
      this.logger.error(failureLine(error));
      onError?.(error);
      return null;
    }
  }

  /** The account behind the credentials. */
  getUserProfile(options?: CallOptions): ApiPromise<UserProfile, GetUserProfileErrors> {
    return this.call(getUserProfile, {}, options);
  }

  /** The account of somebody else; null when there is none. */
  async getUserProfileById(userId: string, options?: CallOptions): Promise<UserProfile | null> {
    try {
      return await this.call(getUserProfileById, { path: { user_id: userId } }, options);
    } catch (error) {
      if (error instanceof TracktionError && error.status === 404) return null;
      throw error;
    }
  }

  /** Whether the credentials are good; `unknown` when the server says neither, or does not answer. */
  async testApiKey(options?: CallOptions): Promise<"valid" | "invalid" | "unknown"> {
    try {
      await this.call(getUserProfile, {}, options);
      return "valid";
    } catch (error) {
      if (!(error instanceof TracktionError) || /^(abort|config)$/.test(error.kind)) throw error;
      return error.status === 401 ? "invalid" : "unknown";
    }
  }

  /** What is left of the rate limit, out of the headers of an answer. */
  async getRateLimit(options?: CallOptions): Promise<RateLimitState> {
    const asked = this.call(getRateLimit, {}, options);
    const { headers, body } = await asked.asResponse({ rejectErrors: true });
    // What the body says is not documented.
    await body?.cancel();
    return readRateLimit(headers, this.clock.now());
  }

  /** Asks for many searches at once; the answer may have a `batch_id` for `getBatchStatus`. */
  async batchSearch(
    queries: readonly BatchQuery[],
    options?: CallOptions,
  ): Promise<BatchSearchResponse> {
    const wire = queries.map((query) => (typeof query === "string" ? { q: query } : { ...query }));
    return this.call(batchSearch, { body: { queries: wire } }, options);
  }

  /** How far a batch is. */
  async getBatchStatus(batchId: string, options?: CallOptions): Promise<BatchStatus> {
    return this.call(getBatchStatus, { path: { batch_id: batchId } }, options);
  }

  /**
   * Waits until a tracklist that is being fetched or imported is there. `correlationId` is what the request for it
   * answered.
   *
   * @throws {TracktionTimeoutError} when it is not there in time.
   * @throws {TracktionApiError} when it failed.
   */
  waitForTracklistJob<Tracklist = unknown>(
    correlationId: string,
    options: JobWaitOptions = {},
  ): Promise<TracklistJob<Tracklist>> {
    return waitForTracklistJob(correlationId, options, {
      request: (path, input) => this.request("GET", path, input),
      clock: this.clock,
    });
  }

  /** Lets an address in. For administrators. */
  async addIpWhitelist(rule: IpWhitelistInput, options?: CallOptions): Promise<IpRule> {
    const { ipAddress, reason, expiresAt } = rule;
    const body = { ip_address: ipAddress, reason, expires_at: wireDate(expiresAt) };
    return this.call(addIpWhitelist, { body: withoutEmptyFields(body) }, options);
  }

  /** The addresses that are let in, in whatever form the server has them. For administrators. */
  async listIpWhitelist(options?: CallOptions): Promise<IpWhitelist> {
    return this.call(listIpWhitelist, {}, options);
  }

  /** Takes a rule back. For administrators. */
  async removeIpWhitelist(ruleId: string, options?: CallOptions): Promise<void> {
    await this.call(removeIpWhitelist, { path: { rule_id: ruleId } }, options);
  }

  /** Asks to be called when something happens. */
  async createWebhook(webhook: WebhookCreateRequest, options?: CallOptions): Promise<Webhook> {
    return this.call(createWebhook, { body: webhook }, options);
  }

  /** Has the server call your webhook once. Meant for test keys. */
  async testWebhook(options?: CallOptions): Promise<WebhookTestResult> {
    return this.call(testWebhook, {}, options);
  }
}

function failureLine(error: TracktionError): string {
  if (error instanceof RateLimitError) return `Rate Limit Error: ${error.message}`;
  const code = error instanceof TracktionApiError ? error.errorCode : undefined;
  return `API Error (${code ?? "no code"}): ${error.message}`;
}
