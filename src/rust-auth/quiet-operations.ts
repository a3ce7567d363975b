/** Operations whose answers say nothing that callers need: their bodies are not read, so any success will do. [RA-085] */
import {
  changePassword,
  forgotPassword,
  logout,
  resetPassword,
  verifyEmail,
} from "../../generated/rust-auth/resources/auth.js";
import type { Operation } from "../runtime/index.js";

/** The same operation without its answer. */
function quiet<Args, Errors>({
  "~types": _types,
  ...operation
}: Operation<Args, unknown, Errors>): Operation<Args, void, Errors> {
  return { ...operation, answer: "none" };
}

export const quietLogout = /* @__PURE__ */ quiet(logout);
export const quietVerifyEmail = /* @__PURE__ */ quiet(verifyEmail);
export const quietForgotPassword = /* @__PURE__ */ quiet(forgotPassword);
export const quietResetPassword = /* @__PURE__ */ quiet(resetPassword);
export const quietChangePassword = /* @__PURE__ */ quiet(changePassword);
