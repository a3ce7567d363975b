// What is kept of a receiver of events.

/** One receiver. */
export interface Webhook {
  readonly id: string;
  readonly userId: string;
  readonly url: string;
  readonly events: readonly string[];
  /** Never answered. */
  readonly secret: string | undefined;
}
