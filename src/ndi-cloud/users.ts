/** `client.users`: accounts. */
import type {
  CreateUserRequest,
  FreeAnswer,
  User,
  UserWithOrganizations,
} from "../../generated/ndi-cloud/models.js";
import {
  type ListUserBookmarksErrors,
  listUserBookmarks,
} from "../../generated/ndi-cloud/resources/datasets-bookmarks.js";
import {
  type CreateUserErrors,
  createUser,
  type GetCurrentUserErrors,
  type GetUserErrors,
  getCurrentUser,
  getUser,
} from "../../generated/ndi-cloud/resources/users.js";
import type { ApiPromise, CallOptions } from "../runtime/index.js";
import type { NdiContext } from "./context.js";
import { MatlabLicenseGroup } from "./matlab-license.js";

/** Accounts. */
export class UsersGroup {
  /** Licenses for runs that need MATLAB. */
  readonly matlabLicense: MatlabLicenseGroup;
  readonly #context: NdiContext;

  constructor(context: NdiContext) {
    this.#context = context;
    this.matlabLicense = new MatlabLicenseGroup(context);
  }

  /** The account that is logged in, with its organizations. [NDI-161] */
  me(options?: CallOptions): ApiPromise<User, GetCurrentUserErrors> {
    return this.#context.client.call(getCurrentUser, {}, options);
  }

  /** @throws {NdiNotFoundError} when there is no such account. [NDI-161] */
  get(userId: string, options?: CallOptions): ApiPromise<User, GetUserErrors> {
    return this.#context.client.call(getUser, { path: { userId } }, options);
  }

  /**
   * Makes an account; it must be confirmed with `auth.verifyUser` before it can be used. Never repeated. [NDI-161]
   *
   * @throws {NdiApiError} 400 with the code `UsernameExistsException` or `InvalidPasswordException`.
   */
  create(
    account: CreateUserRequest,
    options?: CallOptions,
  ): ApiPromise<UserWithOrganizations, CreateUserErrors> {
    return this.#context.client.call(createUser, { body: account }, options);
  }

  /** What an account has bookmarked; no source says in which form. [NDI-168] */
  bookmarks(
    userId: string,
    options?: CallOptions,
  ): ApiPromise<FreeAnswer, ListUserBookmarksErrors> {
    return this.#context.client.call(listUserBookmarks, { path: { userId } }, options);
  }
}
