/** Kinds of API keys, by their looks. */

/** Whether a key is for tests: calls with it do not count against the quota. */
export function isTestKey(key: string): boolean {
  return key.startsWith("tk_test_");
}
