// What is kept of an address that is always let in.

/** One rule; times are Unix milliseconds. */
export interface IpRule {
  readonly id: string;
  readonly address: string;
  readonly reason: string | undefined;
  readonly createdAt: number;
  readonly expiresAt: number | undefined;
}
