/** Fakes for tests of code that uses a client: a scripted `fetch`, recordings, a clock, Prism. */
export { type Answer, type AnswerParts, networkError } from "./answers.js";
export { type FakeFetch, type FakeFetchOptions, fakeFetch } from "./fake-fetch.js";
export type { Script } from "./fake-script.js";
export { type ManualClock, manualClock, type PendingTimer } from "./manual-clock.js";
export { type Prism, type PrismOptions, type PrismViolation, startPrism } from "./prism.js";
export {
  type RecordingFetch,
  type ReplayingFetch,
  type ReplayOptions,
  recordFetch,
  replayFetch,
} from "./record-fetch.js";
export type { RecordedRequest } from "./recorded-request.js";
export type {
  Exchange,
  Fixture,
  RecordedBody,
  RequestRecord,
  ResponseRecord,
} from "./recording.js";
export type { RedactOptions } from "./redact.js";
