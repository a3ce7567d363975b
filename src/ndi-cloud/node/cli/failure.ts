/** How a failed call is told, and what to do about it. */
import type { CallFailure } from "../../../node/cli/index.js";
import { NdiAuthError, NdiConfigError, NdiError, NdiPermissionError } from "../../errors.js";

/** Reads an error of the client; undefined for any other. */
export function readCallFailure(error: unknown): CallFailure | undefined {
  if (!(error instanceof NdiError)) return undefined;
  const { name, message, status, code } = error;
  const report = {
    ...{ name, message },
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code }),
  };
  const hint = hintFor(error);
  return { report, ...(hint !== undefined && { hint }) };
}

function hintFor(error: NdiError): string | undefined {
  const { code, operation } = error;
  if (error instanceof NdiPermissionError)
    return operation?.id === "publishDataset"
      ? "Only administrators publish: hand the dataset in with publish --submit-only"
      : "Check the account's access to the organization";
  if (error instanceof NdiAuthError)
    return operation?.id === "login"
      ? "The password is wrong, or there is no such account"
      : "Log in with clientwright-ndi login";
  if (code === "LOCKED") return "Another run works on this folder: wait for its end";
  if (code === "INCOMPLETE") return "The same command again goes on from here";
  if (error instanceof NdiConfigError && /organization/.test(error.message))
    return "Give --organization or NDI_CLOUD_ORGANIZATION_ID";
  return undefined;
}
