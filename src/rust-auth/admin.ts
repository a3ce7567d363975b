/** `client.admin`: the generated operations for administrators under the guide's conventions. */
import type {
  AdminActionResponse,
  AdminActionType,
  ClientManagement,
  PaginatedClients,
  PaginatedSecurityEvents,
  PaginatedUsers,
  SecurityEvent,
  UserManagement,
  UserRole,
} from "../../generated/rust-auth/models.js";
import { Admin } from "../../generated/rust-auth/resources/admin.js";
import { listOAuth2Clients } from "../../generated/rust-auth/resources/admin-clients.js";
import { listSecurityEvents } from "../../generated/rust-auth/resources/admin-security-events.js";
import {
  exportUsers,
  type GetUserDetailsErrors,
  getUserDetails,
  listUsers,
  performUserAction,
  searchUsers,
} from "../../generated/rust-auth/resources/admin-users.js";
import type { ApiPromise, Caller, CallOptions } from "../runtime/index.js";
import { AuthError } from "./errors.js";
import { type PageOptions, pageQuery, type WalkOptions } from "./page-options.js";
import { walkPages } from "./walk-pages.js";

/** More about an action. */
export interface ActionOptions {
  /** What the action needs: `{ role }` for `change_role`. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Why. The present service keeps no note of it. */
  readonly reason?: string;
  /** Makes an `AuthError` of an answer that says `success: false`. Default: false. */
  readonly throwOnFailure?: boolean;
}

/**
 * Administration; needs a token whose role is `admin` from the moment it was issued. Every method rejects with an
 * `AuthError`: 403 for others. Besides these methods there are the generated ones: `users`, `clients`, `securityEvents`.
 */
export class AdminResource extends Admin {
  readonly #client: Caller;

  constructor(client: Caller) {
    super(client);
    this.#client = client;
  }

  /** One page of accounts, the newest first. [RA-203] */
  async listUsers(page: PageOptions = {}, options?: CallOptions): Promise<PaginatedUsers> {
    return await this.#client.call(listUsers, { query: pageQuery(page) }, options);
  }

  /** Accounts of all pages; the service's `has_next` says whether there are more. [RA-203] */
  async *iterateUsers(
    walk: WalkOptions = {},
    options?: CallOptions,
  ): AsyncGenerator<UserManagement, void, undefined> {
    const query = pageQuery(walk);
    yield* walkPages(this.#client.paginate(listUsers, { query }, options).pages(), walk);
  }

  /** One page of the accounts that a term is found in. Its counters speak of this page alone. [RA-203] */
  async searchUsers(
    search: string,
    page: PageOptions = {},
    options?: CallOptions,
  ): Promise<PaginatedUsers> {
    const query = { ...pageQuery(page), search };
    return await this.#client.call(searchUsers, { query }, options);
  }

  /** Accounts of all pages of a search, up to the first page that is not full: no counter tells. [RA-203] */
  async *iterateSearch(
    search: string,
    walk: WalkOptions = {},
    options?: CallOptions,
  ): AsyncGenerator<UserManagement, void, undefined> {
    const query = { ...pageQuery(walk), search };
    yield* walkPages(this.#client.paginate(searchUsers, { query }, options).pages(), walk);
  }

  /** @throws {AuthError} 404 when there is no such account. [RA-204] */
  getUser(userId: string, options?: CallOptions): ApiPromise<UserManagement, GetUserDetailsErrors> {
    return this.#client.call(getUserDetails, { path: { user_id: userId } }, options);
  }

  /** All accounts as CSV with a header line; fields are not quoted. [RA-204] */
  async exportUsers(options?: CallOptions): Promise<string> {
    return await this.#client.call(exportUsers, {}, options);
  }

  /**
   * Does something with an account. The service answers failures, unknown accounts among them, with `success: false`
   * and no error. [RA-205]
   *
   * @throws {AuthError} for such an answer, if `throwOnFailure` is set.
   */
  async performAction(
    userId: string,
    action: AdminActionType,
    about: ActionOptions = {},
    options?: CallOptions,
  ): Promise<AdminActionResponse> {
    const { parameters, reason, throwOnFailure = false } = about;
    const extra = { ...(parameters && { parameters }), ...(reason !== undefined && { reason }) };
    const args = { path: { user_id: userId }, body: { action, user_id: userId, ...extra } };
    const call = this.#client.call(performUserAction, args, options);
    const { data, response } = await call.withResponse();
    if (data.success || !throwOnFailure) return data;
    const { status, headers } = response;
    throw new AuthError(data.message, { status, headers, body: data, details: { action } });
  }

  /** Lifts a lock, and a deactivation where the service's database can. */
  async activate(userId: string, about?: ActionOptions): Promise<AdminActionResponse> {
    return await this.performAction(userId, "activate", about);
  }

  /** Keeps an account from signing in; its tokens are answered 403. */
  async deactivate(userId: string, about?: ActionOptions): Promise<AdminActionResponse> {
    return await this.performAction(userId, "deactivate", about);
  }

  /** Takes a mail address for confirmed. */
  async verifyEmail(userId: string, about?: ActionOptions): Promise<AdminActionResponse> {
    return await this.performAction(userId, "verify_email", about);
  }

  /** Locks an account for a time that the service chooses; logins are answered 423. */
  async lock(userId: string, about?: ActionOptions): Promise<AdminActionResponse> {
    return await this.performAction(userId, "lock_account", about);
  }

  /** Lifts a lock. */
  async unlock(userId: string, about?: ActionOptions): Promise<AdminActionResponse> {
    return await this.performAction(userId, "unlock_account", about);
  }

  /** Gives an account another role. Tokens that it has keep the former one. */
  async changeRole(
    userId: string,
    role: UserRole,
    about: Omit<ActionOptions, "parameters"> = {},
  ): Promise<AdminActionResponse> {
    return await this.performAction(userId, "change_role", { ...about, parameters: { role } });
  }

  /** One page of programs that sign people in. The present service answers the same two on every page. [RA-206] */
  async listClients(page: PageOptions = {}, options?: CallOptions): Promise<PaginatedClients> {
    return await this.#client.call(listOAuth2Clients, { query: pageQuery(page) }, options);
  }

  /** Programs of all pages, up to the first page that is not full. [RA-206] */
  async *iterateClients(
    walk: WalkOptions = {},
    options?: CallOptions,
  ): AsyncGenerator<ClientManagement, void, undefined> {
    const query = pageQuery(walk);
    const pages = this.#client.paginate(listOAuth2Clients, { query }, options).pages();
    yield* walkPages(pages, { ...walk, goesOn: ({ body }) => body.has_next });
  }

  /** One page of security events. The present service answers the same two on every page. [RA-206] */
  async listSecurityEvents(
    page: PageOptions = {},
    options?: CallOptions,
  ): Promise<PaginatedSecurityEvents> {
    return await this.#client.call(listSecurityEvents, { query: pageQuery(page) }, options);
  }

  /** Security events of all pages, up to the first page that is not full. [RA-206] */
  async *iterateSecurityEvents(
    walk: WalkOptions = {},
    options?: CallOptions,
  ): AsyncGenerator<SecurityEvent, void, undefined> {
    const query = pageQuery(walk);
    const pages = this.#client.paginate(listSecurityEvents, { query }, options).pages();
    yield* walkPages(pages, { ...walk, goesOn: ({ body }) => body.has_next });
  }
}
