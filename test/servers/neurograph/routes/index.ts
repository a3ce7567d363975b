// The route table: all 63 operations.
import type { Route } from "../call.js";
import { apiKeyRoutes } from "./api-keys.js";
import { authRoutes } from "./auth.js";
import { cdnaRoutes } from "./cdna.js";
import { gridRoutes } from "./grid.js";
import { healthRoutes } from "./health.js";
import { moduleRoutes } from "./modules.js";
import { quarantineRoutes } from "./quarantine.js";
import { queryRoutes } from "./query.js";
import { spatialTokenRoutes } from "./spatial-tokens.js";
import { statusRoutes } from "./status.js";
import { tokenRoutes } from "./tokens.js";
import { websocketRoutes } from "./websocket.js";

export const routes: readonly Route[] = [
  ...authRoutes,
  ...tokenRoutes,
  ...spatialTokenRoutes,
  ...apiKeyRoutes,
  ...healthRoutes,
  ...statusRoutes,
  ...queryRoutes,
  ...gridRoutes,
  ...cdnaRoutes,
  ...quarantineRoutes,
  ...moduleRoutes,
  ...websocketRoutes,
];
