// May this caller do that?
import type { Access } from "./call.js";
import {
  type ApiFailure,
  accessDenied,
  ipBlocked,
  permissionMissing,
  scopeMissing,
} from "./failures.js";
import type { Principal } from "./principal.js";
import type { TracktionState } from "./state.js";

/** Throws a 403 unless it may. */
export function admit(access: Access, principal: Principal): void {
  const failure = refusalOf(access, principal);
  if (failure) throw failure;
}

function refusalOf(access: Access, { kind, scopes, permissions, isTest }: Principal) {
  switch (access.kind) {
    case "anyone":
      return undefined;
    case "known":
      return missingRight(access, scopes, permissions);
    case "user":
      return kind === "user"
        ? undefined
        : accessDenied("Only people who are logged in may do that.");
    case "admin":
      return kind === "user" && scopes.includes("admin") ? undefined : scopeMissing(["admin"]);
    case "key":
      return kind === "key" ? undefined : accessDenied("Only API keys may do that.");
    case "test-key":
      return isTest ? undefined : accessDenied("Only test keys may do that.");
    default:
      return access satisfies never;
  }
}

function missingRight(
  { scope, permission }: Extract<Access, { kind: "known" }>,
  scopes: readonly string[],
  permissions: readonly string[],
): ApiFailure | undefined {
  if (scope && !scopes.includes(scope)) return scopeMissing([scope]);
  if (permission && !permissions.includes(permission)) return permissionMissing(permission);
  return undefined;
}

/** A blocked address is let in again by a whitelist rule that holds. */
export function refuseBlocked(
  address: string,
  { blockedIps, ipRules, settings }: TracktionState,
): void {
  if (!blockedIps.has(address)) return;
  const isListed = [...ipRules.values()].some(
    (rule) => rule.address === address && (rule.expiresAt ?? Infinity) > settings.now(),
  );
  if (!isListed) throw ipBlocked();
}
