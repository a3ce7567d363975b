/** How often and how patiently to repeat; knows nothing of what is repeated. */

/** Fields of a `RetryConfig`; each is optional. */
export interface RetryConfigFields {
  /** Number of repeats, so one less than the number of tries. Default: 3; 0 means one try. */
  readonly maxRetries?: number;
  /** Wait before the first repeat in milliseconds. Default: 1,000. */
  readonly initialDelayMs?: number;
  /** Limit of the computed wait in milliseconds, before jitter. Default: 60,000. */
  readonly maxDelayMs?: number;
  /** Factor from one wait to the next. Default: 2. */
  readonly exponentialBase?: number;
  /** Whether a random 0 to 50 % is added to each computed wait. Default: true. */
  readonly jitter?: boolean;
}

/** Settings of the retry wrapper, also for loops written by hand. */
export class RetryConfig implements Required<RetryConfigFields> {
  readonly maxRetries: number;
  readonly initialDelayMs: number;
  readonly maxDelayMs: number;
  readonly exponentialBase: number;
  readonly jitter: boolean;

  /** @throws {RangeError} when a number is negative or not a number. */
  constructor(fields: RetryConfigFields = {}) {
    this.maxRetries = checked("maxRetries", fields.maxRetries ?? 3);
    this.initialDelayMs = checked("initialDelayMs", fields.initialDelayMs ?? 1_000);
    this.maxDelayMs = checked("maxDelayMs", fields.maxDelayMs ?? 60_000);
    this.exponentialBase = checked("exponentialBase", fields.exponentialBase ?? 2);
    this.jitter = fields.jitter ?? true;
  }

  /**
   * Milliseconds to wait after try number `attempt` (counted from 0) has failed. With jitter the
   * wait may pass `maxDelayMs` by half.
   */
  getDelayMs(attempt: number, random: () => number = Math.random): number {
    const delayMs = Math.min(
      this.initialDelayMs * this.exponentialBase ** attempt,
      this.maxDelayMs,
    );
    return this.jitter ? delayMs + delayMs * 0.5 * random() : delayMs;
  }
}

function checked(name: string, value: number): number {
  if (value >= 0) return value;
  throw new RangeError(`${name} must be a number from 0 up, not ${value}`);
}
