/** The NeuroGraph servers that pages speak of, and their URLs on them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  hashApiKey,
  type NeuroGraphServer,
  prefixOfApiKey,
  startNeuroGraphServer,
} from "../servers/neurograph/index.js";
import { addToken } from "../servers/neurograph/token-store.js";
import { root } from "./code-blocks.js";
import type { DocumentedServer } from "./describe-pages.js";
import { failNext } from "./fail-next.js";

const pem = (name: string): Buffer => readFileSync(join(root, "test/node/fixtures", name));

const reference = "speaks the reference format";

/** One server behind plain HTTP and one behind TLS. */
export interface DocumentedNeuroGraph extends DocumentedServer {
  readonly plain: NeuroGraphServer;
}

/** Knows what examples take for granted: token 123, and the key `ng_your_key`. */
export async function givenDocumentedNeuroGraph(
  scripts: readonly string[] = [],
): Promise<DocumentedNeuroGraph> {
  const isReference = scripts.includes(reference);
  const plain = await startNeuroGraphServer({ profile: isReference ? "reference" : "documented" });
  const tls = await startNeuroGraphServer({
    tls: { key: pem("server-key.pem"), cert: pem("server-cert.pem") },
  });
  addDocumentedThings(plain);
  for (const script of scripts) if (script !== reference) failNext(plain, script);
  return {
    plain,
    origins: { "http://localhost:8000": plain.url, "https://localhost:8443": tls.url },
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const { pathname, search } = new URL(request.url);
      return fetch(new Request(`${plain.url}${pathname}${search}`, request));
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([plain.close(), tls.close()]);
    },
  };
}

function addDocumentedThings({ state }: NeuroGraphServer): void {
  const secret = "ng_your_key";
  const createdAt = state.settings.now();
  state.tokens.nextLocalId = 123;
  addToken(state.tokens, createdAt, { text: "an example" });
  state.apiKeys.set("key_abc123", {
    keyId: "key_abc123",
    keyPrefix: prefixOfApiKey(secret),
    hash: hashApiKey(secret),
    name: "An example",
    scopes: ["tokens:read"],
    rateLimit: 1000,
    createdAt,
    expiresAt: null,
    lastUsedAt: null,
    isActive: true,
  });
}
