// Addresses that are always let in.
import { isIP } from "node:net";
import { jsonAnswer } from "../../support/answers.js";
import { jsonBody, optionalText, optionalTime, text } from "../body.js";
import { admin, type KnownCall, type Route } from "../call.js";
import { badRequest, notFound } from "../failures.js";
import type { IpRule } from "../ip-rule.js";
import { utc } from "../timestamps.js";

const at = "/api/v1/security/ip-whitelist";

export const ipRuleRoutes: readonly Route[] = [
  { method: "POST", path: at, access: admin, handle: addIpWhitelist },
  { method: "GET", path: at, access: admin, handle: listIpWhitelist },
  { method: "DELETE", path: `${at}/{rule_id}`, access: admin, handle: removeIpWhitelist },
];

function addIpWhitelist({ request, state }: KnownCall) {
  const body = jsonBody(request);
  const address = text(body, "ip_address");
  if (isIP(address) === 0) throw badRequest("ip_address has to be one IPv4 or IPv6 address.");
  const rule: IpRule = {
    id: `rule_${state.ipRules.size + 55}`,
    address,
    reason: optionalText(body, "reason"),
    createdAt: state.settings.now(),
    expiresAt: optionalTime(body, "expires_at"),
  };
  state.ipRules.set(rule.id, rule);
  return jsonAnswer(201, ruleBody(rule));
}

function listIpWhitelist({ state }: KnownCall) {
  return jsonAnswer(200, [...state.ipRules.values()].map(ruleBody));
}

function removeIpWhitelist({ params, state }: KnownCall) {
  const id = params["rule_id"] ?? "";
  if (!state.ipRules.delete(id)) throw notFound("Rule not found");
  return jsonAnswer(200, { success: true, message: `Rule ${id} has been removed` });
}

function ruleBody({ id, address, reason, createdAt, expiresAt }: IpRule) {
  return {
    id,
    ip_address: address,
    rule_type: "whitelist",
    user_id: null,
    reason: reason ?? null,
    created_at: utc(createdAt),
    expires_at: expiresAt === undefined ? null : utc(expiresAt),
    is_active: true,
  };
}
