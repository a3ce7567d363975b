/** The Rust Auth Services that pages speak of, and their URLs on them. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../rust-auth/cli/run.js";
import { type RustAuthServer, startRustAuthServer } from "../servers/rust-auth/index.js";
import type { Run, Surroundings } from "../support/run-command.js";
import { selfSigned } from "../support/self-signed.js";
import type { DocumentedServer } from "./describe-pages.js";
import { failNext } from "./fail-next.js";

/** One service behind plain HTTP and one behind TLS, where the guide's proxy mounts them. */
export interface DocumentedRustAuth extends DocumentedServer {
  readonly plain: RustAuthServer;
}

/** Knows what examples take for granted: two accounts, and the tokens of two mails. */
export async function givenDocumentedRustAuth(
  scripts: readonly string[] = [],
): Promise<DocumentedRustAuth> {
  const plain = await startRustAuthServer({ basePath: "/api" });
  const tls = await startRustAuthServer({ basePath: "/api", tls: selfSigned });
  addDocumentedThings(plain);
  for (const script of scripts) failNext(plain, script);
  return {
    plain,
    origins: { "https://auth.example.com": plain.url, "https://localhost:8443": tls.url },
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

/** Runs `rust-auth-cli` with a session of this page's block alone. */
export async function runDocumented(
  argv: readonly string[],
  { env, ...rest }: Surroundings,
): Promise<Run> {
  sessions ??= await mkdtemp(join(tmpdir(), "clientwright-docs-"));
  const tokenFile = join(sessions, "session.json");
  return run(argv, { ...rest, env: { AUTH_TOKEN_FILE: tokenFile, ...env } });
}

let sessions: string | undefined;

/** Takes the sessions away that documented commands have left. */
export async function forgetSessions(): Promise<void> {
  if (sessions !== undefined) await rm(sessions, { recursive: true });
  sessions = undefined;
}

function addDocumentedThings({ state }: RustAuthServer): void {
  const mara = state.addUser({ email: "mara@example.org" });
  state.addUser({ email: "root@example.org", firstName: "Rae", lastName: "Boss", role: "admin" });
  const expiresAt = state.settings.now() + 60 * 60 * 1000;
  const reset = { token: "b7a1d1c2-4a35-4b6f-8a43-9d1c6a5f7e10", expiresAt };
  // Pages cannot read mails: every mail to her has the token that they show.
  Object.defineProperty(mara, "reset", { get: () => reset, set: () => {} });
  mara.verification = { token: "0f6c2b7e-5c55-4b0a-9a4f-2f3b1c7d8e90", expiresAt };
}
