// The route that only the guide knows.
import { jsonAnswer } from "../../support/answers.js";
import { type Call, callerOf, type Route } from "../call.js";
import { readJson } from "../extract.js";
import { validationFailed } from "../failures.js";
import { record, text } from "../kinds.js";
import { passwordRule, requireAll, requireStrongPassword } from "../validation.js";

export const changePasswordRoute: Route = {
  method: "POST",
  path: "/auth/change-password",
  access: "bearer",
  handle: changePassword,
};

const changePasswordRequest = record("ChangePasswordRequest", {
  current_password: text,
  new_password: text,
});

/** A wrong current password is a 400: a 401 would look like an expired token. */
function changePassword(call: Call) {
  const { settings } = call.state;
  const { user } = callerOf(call);
  const { current_password, new_password } = readJson(call, changePasswordRequest);
  if (current_password !== user.password) throw validationFailed("Current password is incorrect");
  requireAll([passwordRule("new_password", new_password)]);
  if (settings.passwordPolicy === "strict") requireStrongPassword(new_password);
  Object.assign(user, { password: new_password, updatedAt: settings.now() });
  return jsonAnswer(200, { message: "Password changed successfully" });
}
