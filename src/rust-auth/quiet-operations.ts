/** Operations whose answers say nothing that callers need: their bodies are not read, so any success will do. [RA-085] */
import {
  changePassword,
  forgotPassword,
  logout,
  resetPassword,
  verifyEmail,
} from "../../generated/rust-auth/resources/auth.js";
import type { Operation } from "../runtime/index.js";

/** An operation without its answer. */
type Quiet<Of> =
  Of extends Operation<infer Args, unknown, infer Errors> ? Operation<Args, void, Errors> : never;

/** The same operation without its answer. */
function quiet<Args, Errors>({
  "~types": _types,
  ...operation
}: Operation<Args, unknown, Errors>): Operation<Args, void, Errors> {
  return { ...operation, answer: "none" };
}

export const quietLogout: Quiet<typeof logout> = /* @__PURE__ */ quiet(logout);
export const quietVerifyEmail: Quiet<typeof verifyEmail> = /* @__PURE__ */ quiet(verifyEmail);
export const quietForgotPassword: Quiet<typeof forgotPassword> =
  /* @__PURE__ */ quiet(forgotPassword);
export const quietResetPassword: Quiet<typeof resetPassword> = /* @__PURE__ */ quiet(resetPassword);
export const quietChangePassword: Quiet<typeof changePassword> =
  /* @__PURE__ */ quiet(changePassword);
