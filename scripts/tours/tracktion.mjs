// A short tour of Tracktion: search, walk pages, log in, sign, create a key, live through a 429, read an error.
import {
  ApiKeyManager,
  JwtAuthClient,
  PermissionError,
  RobustTracktionClient,
  SecureTracktionClient,
} from "clientwright/tracktion";
import { createPreferringFetch } from "../start/prefer.mjs";
import { caught } from "../start/tour.mjs";

export const tour = async ({ url, step }) => {
  const { fetch, answerNext } = createPreferringFetch();
  let requests = 0;
  const options = {
    baseUrl: url,
    fetch: (input, init) => {
      requests += 1;
      return fetch(input, init);
    },
  };
  const apiKey = "tk_live_1234567890abcdef";
  const client = new RobustTracktionClient({ ...options, apiKey, clock: impatientClock });

  await step('searchTracks("electronic music", { limit: 5 })', async () => {
    const [track, ...others] = await client.searchTracks("electronic music", { limit: 5 });
    return `"${track.title}" by ${track.artist}, and ${others.length} more`;
  });

  await step("for await (… of iterateTracks(…))", async () => {
    let count = 0;
    for await (const _track of client.iterateTracks("electronic music", { limit: 2 })) {
      count += 1;
      if (count === 3) break;
    }
    return `${count} track(s), page by page`;
  });

  await step('batchSearchTracks(["house", "techno"]) after a 429', async () => {
    requests = 0;
    answerNext("code=429");
    const results = await client.batchSearchTracks(["house", "techno"]);
    if (requests !== 3) throw new Error(`expected 3 requests, saw ${requests}`);
    const counts = results.map(({ query, tracks }) => `${query}: ${tracks.length}`);
    return `${counts.join(", ")}, with 3 requests`;
  });

  const account = new JwtAuthClient(options);
  await step('login("user@example.com", …), getUserProfile()', async () => {
    if (!(await account.login("user@example.com", "password"))) throw new Error("refused");
    const { email, tier } = await account.getUserProfile();
    return `${email}, ${tier}`;
  });

  await step('createApiKey({ name: "Tour", … })', async () => {
    const manager = new ApiKeyManager({ ...options, token: () => account.accessToken });
    const rights = { permissions: ["read"], scopes: ["search"] };
    const key = await manager.createApiKey({ name: "Tour", ...rights });
    return `${key.id}, secret of ${key.key.length} characters`;
  });

  await step('makeSecureRequest("POST", …)', async () => {
    const hmacSecret = "your_hmac_secret";
    const secure = new SecureTracktionClient({ ...options, apiKey, hmacSecret });
    const path = "/api/v1/sensitive-operation";
    const answer = await secure.makeSecureRequest("POST", path, { action: "archive" });
    return JSON.stringify(answer);
  });

  await step("searchTracks(…) without the right to", async () => {
    answerNext("code=403");
    const error = await caught(() => client.searchTracks("house"), PermissionError);
    return `${error.name} ${error.status}: ${error.errorCode}`;
  });
};

/** The platform's clock, on which nobody sleeps: the example of a 429 asks for seconds. */
const impatientClock = {
  now: () => Date.now(),
  setTimeout: (callback, ms) => setTimeout(callback, ms),
  clearTimeout: (timer) => clearTimeout(timer),
  sleep: async () => {},
};
