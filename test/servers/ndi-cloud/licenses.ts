// MATLAB licenses of accounts.
import type { JsonObject } from "./body.js";

/** What an account has registered. */
export interface License {
  mode: "dedicated" | "network" | undefined;
  macAddress: string | undefined;
  registeredAt: string | undefined;
  readonly files: { readonly release: string }[];
}

export function noLicense(): License {
  return { mode: undefined, macAddress: undefined, registeredAt: undefined, files: [] };
}

/** `MatlabLicenseStatus`. */
export function licenseBody({ mode, macAddress, registeredAt, files }: License): JsonObject {
  const has = (value: string) => (macAddress === undefined ? null : value);
  return {
    mode: mode ?? null,
    eniId: has("eni-01"),
    macAddress: macAddress ?? null,
    subnetId: has("subnet-01"),
    registeredAt: registeredAt ?? null,
    files: [...files],
    instructions: macAddress === undefined ? "Ask for a network card first" : null,
  };
}
