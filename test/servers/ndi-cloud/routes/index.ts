// Every operation of the document.
import type { Route } from "../call.js";
import { archiveRoutes } from "./archives.js";
import { authRoutes } from "./auth.js";
import { computeRoutes } from "./compute.js";
import { datasetRoutes } from "./datasets.js";
import { documentRoutes } from "./documents.js";
import { licenseRoutes } from "./licenses.js";
import { publishingRoutes } from "./publishing.js";
import { searchRoutes } from "./search.js";
import { userRoutes } from "./users.js";

export const routes: readonly Route[] = [
  ...authRoutes,
  ...userRoutes,
  ...licenseRoutes,
  ...datasetRoutes,
  ...publishingRoutes,
  ...documentRoutes,
  ...archiveRoutes,
  ...searchRoutes,
  ...computeRoutes,
];
