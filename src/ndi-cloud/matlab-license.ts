/** `client.users.matlabLicense`: licenses for runs that need MATLAB. */
import type { MatlabLicenseStatus, MatlabLicenseUpload } from "../../generated/ndi-cloud/models.js";
import {
  type AllocateMatlabLicenseMacErrors,
  allocateMatlabLicenseMac,
  clearMatlabLicense,
  type GetMatlabLicenseErrors,
  getMatlabLicense,
  setMatlabLicense,
} from "../../generated/ndi-cloud/resources/users-matlab-license.js";
import type { ApiPromise, CallOptions } from "../runtime/index.js";
import { mistake } from "./checks.js";
import type { NdiContext } from "./context.js";
import { exchanged } from "./exchange.js";

/** The MATLAB license of the account that is logged in. [NDI-162] */
export class MatlabLicenseGroup {
  readonly #context: NdiContext;

  constructor(context: NdiContext) {
    this.#context = context;
  }

  /** How things are, also when nothing is registered. */
  get(options?: CallOptions): ApiPromise<MatlabLicenseStatus, GetMatlabLicenseErrors> {
    return this.#context.client.call(getMatlabLicense, {}, options);
  }

  /**
   * Reserves an address for a license file; the same one when it is asked for again.
   *
   * @throws {NdiApiError} 409 while a license server is registered.
   */
  allocate(options?: CallOptions): ApiPromise<MatlabLicenseStatus, AllocateMatlabLicenseMacErrors> {
    return this.#context.client.call(allocateMatlabLicenseMac, {}, options);
  }

  /**
   * Registers a license file: of a license server, or of one release.
   *
   * @throws {NdiValidationError} for both or neither, a dedicated one without its release, and a release beside a server.
   * @throws {NdiApiError} 400 for a file that is none.
   */
  set(license: MatlabLicenseUpload, options?: CallOptions): Promise<MatlabLicenseStatus> {
    return exchanged(this.#context.client, async (caller) => {
      checkLicense({ ...license });
      return await caller.call(setMatlabLicense, { body: license }, options);
    });
  }

  /**
   * Removes the license of a release, or all; answers what is left, undefined when nothing is.
   *
   * @param choice `release`: the only one to remove.
   */
  clear(
    choice: { readonly release?: string } = {},
    options?: CallOptions,
  ): Promise<MatlabLicenseStatus | undefined> {
    const { release } = choice;
    const query = release === undefined ? {} : { release };
    return exchanged(
      this.#context.client,
      async (caller) => await caller.call(clearMatlabLicense, { query }, options),
    );
  }
}

function checkLicense(license: Readonly<Partial<Record<string, unknown>>>): void {
  const { networkLicenseFile, dedicatedLicenseFile, release } = license;
  if (Boolean(networkLicenseFile) === Boolean(dedicatedLicenseFile))
    throw mistake("Give either networkLicenseFile or dedicatedLicenseFile");
  if (dedicatedLicenseFile && !release) throw mistake("A dedicated license needs its release");
  if (networkLicenseFile && release) throw mistake("A network license has no release");
}
