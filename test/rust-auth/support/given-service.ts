/** The stateful service with an account, for examples that run against it. */
import { onTestFinished } from "vitest";
import {
  type RustAuthServer,
  type RustAuthServerOptions,
  startRustAuthServer,
  usualPassword,
} from "../../servers/rust-auth/index.js";
import { selfSigned } from "../../support/self-signed.js";

/** What the examples log in with. */
export const account = { email: "mara@example.org", password: usualPassword };

/** A service, and what the examples need of it. */
export interface Service {
  readonly server: RustAuthServer;
  readonly options: { readonly baseUrl: string };
  /** Takes what an example prints. */
  print(...words: unknown[]): void;
  readonly printed: string[];
  /** `METHOD /path` of every request. */
  sent(): string[];
}

/** A service with Mara's account; it ends with the test. */
export async function givenService(options: RustAuthServerOptions = {}): Promise<Service> {
  const server = await startRustAuthServer(options);
  onTestFinished(() => server.close());
  server.state.addUser({ email: account.email });
  const printed: string[] = [];
  return {
    server,
    options: { baseUrl: server.url },
    printed,
    print: (...words) => void printed.push(words.join(" ")),
    sent: () => server.requests.map(({ method, path }) => `${method} ${path}`),
  };
}

/** A service behind TLS that nobody trusts, mounted where the guide's addresses say. */
export const local = { tls: selfSigned, basePath: "/api" } as const;
