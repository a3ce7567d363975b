// Every operation of the document.
import type { Route } from "../call.js";
import { authRoutes } from "./auth.js";
import { batchRoutes } from "./batch.js";
import { bpmRoutes } from "./bpm.js";
import { developerKeyRoutes } from "./developer-keys.js";
import { ipRuleRoutes } from "./ip-rules.js";
import { oauthRoutes } from "./oauth.js";
import { searchRoutes } from "./search.js";
import { sensitiveRoutes } from "./sensitive.js";
import { userRoutes } from "./user.js";
import { webhookRoutes } from "./webhooks.js";

export const routes: readonly Route[] = [
  ...searchRoutes,
  ...authRoutes,
  ...userRoutes,
  ...sensitiveRoutes,
  ...developerKeyRoutes,
  ...oauthRoutes,
  ...ipRuleRoutes,
  ...webhookRoutes,
  ...batchRoutes,
  ...bpmRoutes,
];
