/** Bounds the retries that one host is sent: when most calls fail, repeating each makes matters worse. */

/** Retries left, by origin. */
export interface RetryBudget {
  /** Takes one retry; false when none is left. */
  spend(url: string, capacity: number): boolean;
  /** Gives a fifth of a retry back after a success. */
  earn(url: string): void;
}

const earnedBySuccess = 0.2;

/** A budget that starts full for every origin. */
export function createRetryBudget(): RetryBudget {
  // Only origins that owe something are kept.
  const spent = new Map<string, number>();
  return {
    spend(url, capacity) {
      const { origin } = new URL(url);
      const owed = (spent.get(origin) ?? 0) + 1;
      if (owed > capacity) return false;
      spent.set(origin, owed);
      return true;
    },
    earn(url) {
      if (spent.size === 0) return;
      const { origin } = new URL(url);
      const owed = (spent.get(origin) ?? 0) - earnedBySuccess;
      if (owed > 0) spent.set(origin, owed);
      else spent.delete(origin);
    },
  };
}
