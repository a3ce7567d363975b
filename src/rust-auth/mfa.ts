/** `client.mfa`: the generated operations without their envelopes. */
import type {
  BackupCodes,
  MfaChallenge,
  MfaChallengeVerified,
  MfaDisabled,
  MfaMethodInfo,
  MfaRemoved,
  MfaSetupRequest,
  MfaSetupResult,
  MfaStatus,
  MfaUpdated,
  MfaVerified,
} from "../../generated/rust-auth/models.js";
import {
  disableMfa,
  generateBackupCodes,
  getMfaStatus,
} from "../../generated/rust-auth/resources/mfa.js";
import {
  createMfaChallenge,
  verifyMfaChallenge,
} from "../../generated/rust-auth/resources/mfa-challenges.js";
import {
  listMfaMethods,
  removeMfaMethod,
  setPrimaryMfaMethod,
  setupMfaMethod,
  verifyMfaMethod,
} from "../../generated/rust-auth/resources/mfa-methods.js";
import type { Caller, CallOptions } from "../runtime/index.js";

/** A code of a second factor. */
export interface MfaCode {
  readonly methodId: string;
  /** Six digits. */
  readonly code: string;
}

/**
 * Second factors of the account that is signed in. Every call of the present service is answered 404. Answers are the
 * `data` of the service's envelopes; an envelope that reports a failure is an `AuthError`. [RA-211]
 */
export class MfaResource {
  readonly #client: Caller;

  constructor(client: Caller) {
    this.#client = client;
  }

  /** Whether second factors are on, and which. */
  status(options?: CallOptions): Promise<MfaStatus> {
    return dataOf(this.#client.call(getMfaStatus, {}, options));
  }

  /** All second factors. */
  listMethods(options?: CallOptions): Promise<MfaMethodInfo[]> {
    return dataOf(this.#client.call(listMfaMethods, {}, options));
  }

  /** Begins to set one up; it counts once it is verified. */
  setupMethod(body: MfaSetupRequest, options?: CallOptions): Promise<MfaSetupResult> {
    return dataOf(this.#client.call(setupMfaMethod, { body }, options));
  }

  /** Proves by a code that one works. */
  verifyMethod(methodId: string, code: string, options?: CallOptions): Promise<MfaVerified> {
    const args = { path: { method_id: methodId }, body: { method_id: methodId, code } };
    return dataOf(this.#client.call(verifyMfaMethod, args, options));
  }

  /** Makes one the first that is asked for. */
  setPrimaryMethod(methodId: string, options?: CallOptions): Promise<MfaUpdated> {
    const path = { method_id: methodId };
    return dataOf(this.#client.call(setPrimaryMfaMethod, { path }, options));
  }

  /** Takes one away. */
  removeMethod(methodId: string, options?: CallOptions): Promise<MfaRemoved> {
    const path = { method_id: methodId };
    return dataOf(this.#client.call(removeMfaMethod, { path }, options));
  }

  /**
   * Asks for a code.
   *
   * @param methodId Default: the primary method.
   */
  createChallenge(methodId?: string, options?: CallOptions): Promise<MfaChallenge> {
    const body = methodId === undefined ? {} : { method_id: methodId };
    return dataOf(this.#client.call(createMfaChallenge, { body }, options));
  }

  /** Answers a challenge. */
  verifyChallenge(
    challengeId: string,
    { methodId, code }: MfaCode,
    options?: CallOptions,
  ): Promise<MfaChallengeVerified> {
    const args = { path: { challenge_id: challengeId }, body: { method_id: methodId, code } };
    return dataOf(this.#client.call(verifyMfaChallenge, args, options));
  }

  /** New codes for when no other factor is at hand; former ones are void. */
  generateBackupCodes(options?: CallOptions): Promise<BackupCodes> {
    return dataOf(this.#client.call(generateBackupCodes, {}, options));
  }

  /** Turns all second factors off. */
  disable({ methodId, code }: MfaCode, options?: CallOptions): Promise<MfaDisabled> {
    const body = { method_id: methodId, code };
    return dataOf(this.#client.call(disableMfa, { body }, options));
  }
}

async function dataOf<T>(envelope: Promise<{ readonly data: T }>): Promise<T> {
  return (await envelope).data;
}
