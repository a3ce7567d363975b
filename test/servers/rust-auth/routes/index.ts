// The route table.
import type { Route } from "../call.js";
import type { Settings } from "../options.js";
import { adminRoutes } from "./admin.js";
import { adminActionRoute } from "./admin-actions.js";
import { adminListRoutes } from "./admin-lists.js";
import { adminUserRoutes } from "./admin-users.js";
import { changePasswordRoute } from "./change-password.js";
import { mailRoutes } from "./mails.js";
import { mfaRoutes } from "./mfa.js";
import { oauth2Routes } from "./oauth2.js";
import { oauth2ClientRoutes } from "./oauth2-clients.js";
import { profileRoutes } from "./profile.js";
import { sessionRoutes } from "./sessions.js";
import { systemRoutes } from "./system.js";

/** What the real server routes. */
export const routedRoutes: readonly Route[] = [
  ...systemRoutes,
  ...sessionRoutes,
  ...mailRoutes,
  ...profileRoutes,
  ...adminRoutes,
  ...adminUserRoutes,
  adminActionRoute,
  ...adminListRoutes,
];

/** What it has in its source without routing it. */
export const unroutedRoutes: readonly Route[] = [
  ...oauth2Routes,
  ...oauth2ClientRoutes,
  ...mfaRoutes,
];

/** The routes that the settings switch on. */
export function routesOf({ changePasswordRoute: isOn, unroutedGroups }: Settings): Route[] {
  return [
    ...routedRoutes,
    ...(isOn ? [changePasswordRoute] : []),
    ...(unroutedGroups ? unroutedRoutes : []),
  ];
}
