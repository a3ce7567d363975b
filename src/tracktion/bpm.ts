/** `client.bpm`: tempo detection. Arguments have this package's names, answers those of the wire. */
import type {
  BpmBatchResponse,
  BpmCacheResponse,
  BpmDetectResponse,
  BpmHealth,
  BpmOptions as WireBpmOptions,
} from "../../generated/tracktion/models.js";
import {
  type DetectBpmBatchErrors,
  type DetectBpmErrors,
  detectBpm,
  detectBpmBatch,
  type GetBpmHealthErrors,
  type GetCachedBpmErrors,
  getBpmHealth,
  getCachedBpm,
} from "../../generated/tracktion/resources/bpm.js";
import {
  type ApiPromise,
  type Caller,
  type CallOptions,
  withoutEmptyFields,
} from "../runtime/index.js";

/** How to look for the tempo; the server has a default for everything. */
export interface BpmOptions {
  /** 0 to 1. The server's default: 0.7. */
  readonly confidenceThreshold?: number;
  readonly enableTemporalAnalysis?: boolean;
  readonly cacheResults?: boolean;
  readonly forceRecalculation?: boolean;
  readonly algorithmPreference?: NonNullable<WireBpmOptions["algorithm_preference"]>;
  readonly parallelProcessing?: boolean;
  readonly maxWorkers?: number;
  readonly enableStreaming?: boolean;
  readonly memoryLimitMb?: number;
}

/** A recording, and where the server finds it. */
export interface BpmFileInput {
  /** UUID of the recording. */
  readonly recordingId: string;
  /** Path on the server. */
  readonly filePath: string;
}

/** One recording to look at. */
export interface BpmDetectInput extends BpmFileInput {
  readonly options?: BpmOptions;
}

/** Recordings to look at. */
export interface BpmBatchInput {
  readonly files: readonly BpmFileInput[];
  readonly options?: BpmOptions;
}

/** Tempo detection. Every method rejects with a `TracktionError`; `errorCode` is the server's. */
export class BpmResource {
  readonly #client: Caller;

  constructor(client: Caller) {
    this.#client = client;
  }

  /** The tempo of one recording. */
  detect(
    input: BpmDetectInput,
    options?: CallOptions,
  ): ApiPromise<BpmDetectResponse, DetectBpmErrors> {
    const body = { ...toFile(input), ...toOptions(input.options) };
    return this.#client.call(detectBpm, { body }, options);
  }

  /** The tempo of many. It answers also when some fail: each of `results` says what came of it. */
  batch(
    input: BpmBatchInput,
    options?: CallOptions,
  ): ApiPromise<BpmBatchResponse, DetectBpmBatchErrors> {
    const body = { files: input.files.map(toFile), ...toOptions(input.options) };
    return this.#client.call(detectBpmBatch, { body }, options);
  }

  /** The kept result of a file; 404 when there is none. */
  getCached(
    fileHash: string,
    options?: CallOptions,
  ): ApiPromise<BpmCacheResponse, GetCachedBpmErrors> {
    return this.#client.call(getCachedBpm, { path: { file_hash: fileHash } }, options);
  }

  /** Whether detection works. */
  getHealth(options?: CallOptions): ApiPromise<BpmHealth, GetBpmHealthErrors> {
    return this.#client.call(getBpmHealth, {}, options);
  }
}

function toFile({ recordingId, filePath }: BpmFileInput) {
  return { recording_id: recordingId, file_path: filePath };
}

function toOptions(options: BpmOptions | undefined): { options?: WireBpmOptions } {
  if (options === undefined) return {};
  const wire = {
    confidence_threshold: options.confidenceThreshold,
    enable_temporal_analysis: options.enableTemporalAnalysis,
    cache_results: options.cacheResults,
    force_recalculation: options.forceRecalculation,
    algorithm_preference: options.algorithmPreference,
    parallel_processing: options.parallelProcessing,
    max_workers: options.maxWorkers,
    enable_streaming: options.enableStreaming,
    memory_limit_mb: options.memoryLimitMb,
  };
  return { options: withoutEmptyFields(wire) };
}
