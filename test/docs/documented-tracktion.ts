/** The Tracktion servers that the page speaks of, and their URLs on it. */
import { startTracktionServer, type TracktionServer } from "../servers/tracktion/index.js";
import { startTracktionAnalysisServer } from "../servers/tracktion-analysis/index.js";
import { startTracktionTracklistServer } from "../servers/tracktion-tracklists/index.js";
import { redirectingFetch } from "./code-blocks.js";
import type { DocumentedServer } from "./describe-pages.js";
import { failNext } from "./fail-next.js";

/** What the page's programs find in their environment. */
export const documentedEnvironment = {
  TRACKTION_API_KEY: "tk_live_your_key",
  TRACKTION_HMAC_SECRET: "your_hmac_secret",
} as const;

/** The hosted service, and the two that people run themselves. */
export interface DocumentedTracktion extends DocumentedServer {
  readonly hosted: TracktionServer;
}

/** Knows what the page takes for granted: accounts, keys, an app, and tracks of electronic music. */
export async function givenDocumentedTracktion(
  scripts: readonly string[] = [],
): Promise<DocumentedTracktion> {
  const [hosted, tracklists, analysis] = await Promise.all([
    startTracktionServer(),
    startTracktionTracklistServer(),
    startTracktionAnalysisServer(),
  ]);
  addDocumentedThings(hosted);
  // A second is long enough to see who waits.
  for (const script of scripts) failNext(hosted, script, { "x-ratelimit-retry-after": "1" });
  const origins = {
    "https://api.tracktion.com": hosted.url,
    "http://localhost:8000": tracklists.url,
    "http://localhost:8001": analysis.url,
  };
  return {
    hosted,
    origins,
    fetch: redirectingFetch(origins),
    async [Symbol.asyncDispose]() {
      await Promise.all([hosted.close(), tracklists.close(), analysis.close()]);
    },
  };
}

function addDocumentedThings({ state }: TracktionServer): void {
  const createdAt = "2023-05-04T08:00:00Z";
  const known = { password: "password", hmacSecret: "your_hmac_secret", createdAt };
  for (const [id, email, tier] of [
    ["user_10", "user@example.com", "premium"],
    ["user_11", "admin@example.com", "enterprise"],
  ] as const)
    state.users.set(email, { id, email, tier, ...known });
  const userId = "user_10";
  const scopes = ["search", "tracklists", "analytics", "batch"] as const;
  state.addKey({ userId, scopes, secret: "tk_live_your_key" });
  for (const id of ["key_1234567890abcdef", "key_fedcba0987654321"]) state.addKey({ userId, id });
  const app = { secret: "your_client_secret", userId, scopes };
  const redirectUris = ["https://app.example/callback"];
  state.oauth.clients.set("your_client_id", { ...app, redirectUris });
  for (const [index, track] of state.tracks.slice(0, 4).entries())
    state.tracks.push({ ...track, genre: "Electronic", title: `Electronic Music ${index + 1}` });
}
