/** Who is logged in: the token, renewed by logging in again, and the organization of all further calls. */

import type { OrganizationListItem } from "../../generated/ndi-cloud/models.js";
import {
  passwordLogin,
  type TokenGrant,
  type TokenProvider,
  withHiddenMembers,
} from "../auth/index.js";
import type { AuthProvider, Clock, Logger, SecretValue } from "../runtime/index.js";
import { type Environment, type NdiCredentials, writeEnvironmentLogin } from "./environment.js";
import { NdiAuthError } from "./errors.js";
import { grantOfLogin, grantOfToken, type LoginAnswer } from "./grants.js";
import type { LoginResult } from "./models.js";
import type { CredentialsSource, NdiCloudClientOptions } from "./options.js";
import { createSessionProvider } from "./session-provider.js";

/** What a session is made of. */
export interface SessionOptions
  extends Pick<NdiCloudClientOptions, "tokenStore" | "storeKey" | "onTokenChange"> {
  readonly token: SecretValue | undefined;
  readonly organizationId: string | undefined;
  readonly credentials: CredentialsSource | undefined;
  readonly autoLogin: boolean;
  /** Where logins are written; undefined for nowhere. */
  readonly env: Environment | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Sends a login. */
  readonly login: (credentials: NdiCredentials, signal?: AbortSignal) => Promise<LoginAnswer>;
}

/** The login of one client. */
export interface Session {
  /** Gives calls their bearer token. */
  readonly provider: AuthProvider;
  readonly organizationId: string | undefined;
  readonly organizations: readonly OrganizationListItem[];
  /** Chooses the organization of all further calls. */
  use(organizationId: string): void;
  /** Takes organizations for those of the account; the first becomes the current one where there is none. */
  learn(organizations: readonly OrganizationListItem[]): void;
  /** The token that calls would be sent with now, without logging in. */
  token(): Promise<string | undefined>;
  /** Logs in, together with whatever else does at the time; does nothing where nobody is known who can. */
  logIn(): Promise<void>;
  /** Who would log in; undefined when nobody is known. */
  credentials(): Promise<NdiCredentials | undefined>;
  /** Holds the token of a login, at once. */
  begin(answer: LoginAnswer): Promise<LoginResult>;
  /** Forgets token and organization, at once. */
  end(): Promise<void>;
}

/** A session with the token that is given, if one is. */
export function createSession(options: SessionOptions): Session {
  const { clock, logger } = options;
  const state = createState(options);
  const warn = (what: string): undefined => void logger.warn(`The token store could not ${what}`);
  const canLogIn = options.autoLogin && options.credentials !== undefined;
  const tokens = createTokens(options, canLogIn, (answer) => state.adopt(answer));
  if (typeof options.token === "string" && options.token !== "")
    void tokens.set(grantOfToken(options.token)).catch(() => warn("be written"));
  const held = async () =>
    tokens.current() ?? (await tokens.restored().catch(() => warn("be read")));
  return {
    provider: createSessionProvider(tokens, { held, supply: () => state.supply, canLogIn }),
    get organizationId() {
      return state.organizationId;
    },
    get organizations() {
      return state.organizations;
    },
    use: (organizationId) => state.choose(organizationId),
    learn: (organizations) => state.learn(organizations),
    token: async () => {
      const found = (await held())?.accessToken;
      return found ?? ((await state.supply?.()) || undefined);
    },
    logIn: async () => {
      const outside = { fetch: globalThis.fetch, baseUrl: "", clock, logger, signal: undefined };
      if (canLogIn) await tokens.fresh(outside);
    },
    credentials: () => credentialsOf(options.credentials),
    begin: async (answer) => {
      state.adopt(answer);
      const grant = grantOfLogin(answer, clock.now());
      await tokens.set(grant).catch(() => warn("be written"));
      return resultOf(answer, state.organizationId);
    },
    end: async () => {
      state.forget();
      await tokens.logout().catch(() => warn("be emptied"));
    },
  };
}

/** What is known beside the token. */
function createState(options: SessionOptions) {
  let isChosen = options.organizationId !== undefined;
  const state = {
    organizationId: options.organizationId,
    // Widened: there are none yet.
    organizations: [] as readonly OrganizationListItem[],
    /** Asked for a token where none is held. */
    supply: typeof options.token === "function" ? options.token : undefined,
    choose(organizationId: string): void {
      isChosen = true;
      state.organizationId = organizationId;
    },
    learn(organizations: readonly OrganizationListItem[]): void {
      state.organizations = organizations;
      state.organizationId ??= organizations[0]?.id;
    },
    adopt({ token, user }: LoginAnswer): void {
      const { organizations = [] } = user;
      state.supply = undefined;
      if (!isChosen) state.organizationId = undefined;
      state.learn(organizations);
      if (organizations.length > 1 && !isChosen) {
        options.logger.warn("The account has several organizations; the first one is used");
      }
      const { organizationId } = state;
      if (options.env !== undefined)
        writeEnvironmentLogin(options.env, { token, ...(organizationId && { organizationId }) });
    },
    forget(): void {
      isChosen = false;
      Object.assign(state, { organizationId: undefined, organizations: [], supply: undefined });
      if (options.env !== undefined) writeEnvironmentLogin(options.env, {});
    },
  };
  return state;
}

/** Holds the token, and logs in where that is wanted. */
function createTokens(
  options: SessionOptions,
  canLogIn: boolean,
  adopt: (answer: LoginAnswer) => void,
): TokenProvider {
  const { credentials, clock, logger, tokenStore, storeKey } = options;
  const login = async (signal: AbortSignal): Promise<TokenGrant> => {
    const known = await credentialsOf(credentials);
    if (known === undefined) throw nobody();
    const answer = await options.login(known, signal);
    signal.throwIfAborted();
    adopt(answer);
    return grantOfLogin(answer, clock.now());
  };
  return passwordLogin({
    // Without anybody to log in as, a token that is refused stays refused: there is nothing to refresh it with.
    ...(canLogIn
      ? { login: ({ signal }) => login(signal) }
      : { refresh: () => Promise.reject(nobody()) }),
    refreshAheadMs: 0,
    // The login has a limit of its own.
    timeoutMs: 0,
    onFailedRenewal: "fail",
    clock,
    ...(tokenStore && { store: tokenStore, storeKey: storeKey ?? "ndi-cloud" }),
    onChange: (held) => {
      try {
        options.onTokenChange?.(held?.accessToken);
      } catch (error) {
        logger.error("onTokenChange failed", { error: String(error) });
      }
    },
  });
}

/** Nothing to be authenticated with. */
function nobody(): NdiAuthError {
  return new NdiAuthError("No valid token and no credentials available", { kind: "auth" });
}

async function credentialsOf(
  source: CredentialsSource | undefined,
): Promise<NdiCredentials | undefined> {
  return typeof source === "function" ? await source() : source;
}

function resultOf(answer: LoginAnswer, organizationId: string | undefined): LoginResult {
  const { token, user, expiresAtMs } = answer;
  const { organizations = [] } = user;
  const expiresAt = expiresAtMs === undefined ? undefined : new Date(expiresAtMs);
  const result = { token, idToken: token, expiresAt, user, organizations, organizationId };
  return withHiddenMembers(result, ["token", "idToken"]);
}
