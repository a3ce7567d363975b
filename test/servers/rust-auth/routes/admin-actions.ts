// What administrators do to users; failures are answered with status 200.
import { jsonAnswer } from "../../support/answers.js";
import { requireAdmin } from "../access.js";
import type { Call, Route } from "../call.js";
import { readJson } from "../extract.js";
import { anything, isObject, optional, record, text } from "../kinds.js";
import { lockAccount, unlockAccount } from "../lockout.js";
import { roles, type UserAccount } from "../users.js";

export const adminActionRoute: Route = {
  method: "POST",
  path: "/admin/api/users/{user_id}/action",
  access: "bearer",
  handle: act,
};

const actionRequest = record("AdminActionRequest", {
  action: text,
  user_id: text,
  parameters: optional(anything),
  reason: optional(text),
});

/** The id in the body has to be there, and the one in the path counts. */
function act(call: Call) {
  const { action, parameters } = readJson(call, actionRequest);
  requireAdmin(call);
  const { users: all, settings } = call.state;
  const user = all.get(call.params["user_id"] ?? "");
  const outcome = perform(action, user, parameters, settings.now());
  return jsonAnswer(200, { ...outcome, user_data: null });
}

interface Outcome {
  readonly success: boolean;
  readonly message: string;
}

interface Action {
  readonly done: string;
  readonly failed: string;
  readonly apply: (user: UserAccount, now: number) => void;
}

/** Effects as where accounts are in PostgreSQL. */
const actions: Readonly<Record<string, Action>> = {
  activate: {
    done: "User activated successfully",
    failed: "Failed to activate user",
    apply: unlockAccount,
  },
  deactivate: {
    done: "User deactivated successfully",
    failed: "Failed to deactivate user",
    apply: (user) => Object.assign(user, { isActive: false }),
  },
  verify_email: {
    done: "Email verified successfully",
    failed: "Failed to verify email",
    apply: (user) => Object.assign(user, { emailVerified: true, verification: null }),
  },
  unlock_account: {
    done: "Account unlocked successfully",
    failed: "Failed to unlock account",
    apply: unlockAccount,
  },
  lock_account: {
    done: "Account locked successfully",
    failed: "Failed to lock account",
    apply: lockAccount,
  },
};

function perform(
  name: string,
  user: UserAccount | undefined,
  parameters: unknown,
  now: number,
): Outcome {
  if (name === "change_role") return changeRole(user, parameters);
  const action = actions[name];
  if (!action) return { success: false, message: "Unknown action" };
  if (!user) return { success: false, message: action.failed };
  action.apply(user, now);
  return { success: true, message: action.done };
}

/** Tokens keep the role that they were issued with. */
function changeRole(user: UserAccount | undefined, parameters: unknown): Outcome {
  const wanted = isObject(parameters) ? parameters["role"] : undefined;
  if (typeof wanted !== "string") return { success: false, message: "Role parameter is required" };
  const role = roles.find((known) => known === wanted);
  if (!user || role === undefined) return { success: false, message: "Failed to change user role" };
  user.role = role;
  return { success: true, message: `User role changed to ${role} successfully` };
}
