// Limits that the real server states.

/** Largest request body in bytes. */
export const bodyLimit = 1_048_576;

/** Rate limit that answers announce when the test did not choose one. */
export const announcedRateLimit = 100;

/** Numbers in an embedding: a choice of this server, not a fact of the API. */
export const embeddingLength = 16;

/** Grids that may exist at once. */
export const gridLimit = 100;
