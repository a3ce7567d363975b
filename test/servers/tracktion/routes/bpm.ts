// Tempo detection. Errors of this section have a shape of their own.
import { type Answer, jsonAnswer } from "../../support/answers.js";
import { isObject, type JsonObject, jsonBody, list, text } from "../body.js";
import {
  type AudioFile,
  bpmData,
  type CachedResult,
  cacheDays,
  hashOfPath,
  temporalData,
} from "../bpm-store.js";
import { type KnownCall, known, type Route } from "../call.js";
import { ApiFailure, bpmFailed } from "../failures.js";
import { allowances } from "../tiers.js";
import { utc } from "../timestamps.js";

const at = "/api/v1/analysis/bpm";
const bpm = { access: known, errorShape: "bpm" } as const;

export const bpmRoutes: readonly Route[] = [
  { method: "POST", path: `${at}/detect`, ...bpm, handle: detectBpm },
  { method: "POST", path: `${at}/batch`, ...bpm, handle: detectBpmBatch },
  { method: "GET", path: `${at}/cache/{file_hash}`, ...bpm, handle: getCachedBpm },
  { method: "GET", path: `${at}/health`, ...bpm, handle: getBpmHealth },
];

function detectBpm(call: KnownCall): Answer {
  const body = jsonBody(call.request);
  const path = text(body, "file_path");
  const options = optionsOf(body);
  const file = readFile(path, call);
  const { cached, isHit } = resultFor(path, file, options, call);
  const withTemporal = options["enable_temporal_analysis"] !== false && cached.temporalData;
  return jsonAnswer(200, {
    status: "success",
    recording_id: text(body, "recording_id"),
    results: {
      bpm_data: cached.bpmData,
      ...(withTemporal && { temporal_data: cached.temporalData }),
      metadata: {
        processing_time_ms: isHit ? 2 : 800,
        file_duration_seconds: file.seconds,
        sample_rate: 44_100,
        cache_hit: isHit,
      },
    },
  });
}

/** A file that cannot be heard is an item that says so, never a failed answer. */
function detectBpmBatch(call: KnownCall): Answer {
  const body = jsonBody(call.request);
  const options = optionsOf(body);
  const results = list(body, "files", isObject).map((file) => batchItem(file, options, call));
  const successful = results.filter(({ status }) => status === "success").length;
  const failed = results.length - successful;
  return jsonAnswer(200, {
    status: "success",
    processed_count: results.length,
    results,
    summary: { successful, failed, total_processing_time_ms: 450 * results.length },
  });
}

function batchItem(item: JsonObject, options: JsonObject, call: KnownCall) {
  const recording_id = text(item, "recording_id");
  const path = text(item, "file_path");
  try {
    const { cached } = resultFor(path, readFile(path, call), options, call);
    return { recording_id, status: "success", bpm_data: cached.bpmData };
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    return { recording_id, status: "error", error: error.message };
  }
}

function getCachedBpm({ params, state }: KnownCall): Answer {
  const cached = state.bpm.cache.get(params["file_hash"] ?? "");
  if (!cached) throw bpmFailed(404, "CACHE_ERROR", "Nothing is cached for this file");
  return jsonAnswer(200, {
    status: "success",
    cache_hit: true,
    results: {
      bpm_data: cached.bpmData,
      temporal_data: cached.temporalData,
      cached_at: utc(cached.cachedAt),
      expires_at: utc(cached.cachedAt + cacheDays * 86_400_000),
    },
  });
}

function getBpmHealth({ state }: KnownCall): Answer {
  const { hits, misses } = state.bpm;
  return jsonAnswer(200, {
    status: "healthy",
    timestamp: utc(state.settings.now()),
    services: {
      essentia: { status: "healthy", version: "2.1" },
      redis_cache: { status: "healthy", ping_ms: 1 },
      database: { status: "healthy", postgresql: true, neo4j: true },
    },
    performance: {
      memory_usage_mb: 256,
      cpu_percent: 5.5,
      cache_hit_rate: hits + misses === 0 ? 0 : hits / (hits + misses),
    },
  });
}

const formats = [".mp3", ".wav", ".flac", ".m4a", ".ogg"];

function readFile(path: string, { principal, state }: KnownCall): AudioFile {
  const details = { file_path: path };
  const extension = /\.[^./]+$/.exec(path)?.[0] ?? "";
  if (!formats.includes(extension)) {
    const message = `Cannot read ${extension}`;
    throw bpmFailed(422, "UNSUPPORTED_FORMAT", message, { ...details, supported_formats: formats });
  }
  const file = state.bpm.files.get(path);
  if (!file) throw bpmFailed(404, "INVALID_AUDIO_FILE", "File not found", details);
  if (file.seconds < 5) throw bpmFailed(422, "FILE_TOO_SHORT", "Shorter than 5 seconds", details);
  const { megabytes } = allowances[principal.user.tier];
  if (file.megabytes > megabytes)
    throw bpmFailed(413, "FILE_TOO_LARGE", `Larger than ${megabytes} MB`, details);
  return file;
}

function resultFor(
  path: string,
  file: AudioFile,
  options: JsonObject,
  { state: { bpm: store, settings } }: KnownCall,
): { cached: CachedResult; isHit: boolean } {
  const hash = hashOfPath(path);
  const kept = options["force_recalculation"] === true ? undefined : store.cache.get(hash);
  if (kept) {
    store.hits += 1;
    return { cached: kept, isHit: true };
  }
  store.misses += 1;
  const threshold = options["confidence_threshold"];
  const cached: CachedResult = {
    bpmData: bpmData(file, typeof threshold === "number" ? threshold : 0.7),
    temporalData: temporalData(file),
    cachedAt: settings.now(),
  };
  if (options["cache_results"] !== false) store.cache.set(hash, cached);
  return { cached, isHit: false };
}

function optionsOf(body: JsonObject): JsonObject {
  return isObject(body["options"]) ? body["options"] : {};
}
