/** Every repair, in the order in which they are made: later ones rely on what earlier ones have put right. */
import { repairDiscriminators } from "./discriminators.js";
import { repairOperationIds } from "./operation-ids.js";
import { repairParameters } from "./parameters.js";
import { repairPathItems } from "./path-items.js";
import { repairPaths } from "./paths.js";
import { repairReferences } from "./references.js";
import type { Repair } from "./repair.js";
import { repairSchemas } from "./schemas.js";
import { repairServers } from "./servers.js";
import { repairStatuses } from "./statuses.js";
import { repairStructure } from "./structure.js";
import { repairVersion } from "./version.js";

/** The order. */
export const repairs: readonly Repair[] = [
  { rule: "repaired-version", run: repairVersion },
  { rule: "repaired-reference", run: repairReferences },
  { rule: "repaired-structure", run: repairStructure },
  { rule: "repaired-schema", run: repairSchemas },
  { rule: "repaired-path-item", run: repairPathItems },
  // What was put right up to here may hold references that were seen as none before.
  { rule: "repaired-reference", run: repairReferences },
  { rule: "repaired-structure", run: repairStructure },
  { rule: "repaired-path", run: repairPaths },
  { rule: "repaired-parameter", run: repairParameters },
  { rule: "repaired-status", run: repairStatuses },
  { rule: "repaired-operation-id", run: repairOperationIds },
  { rule: "repaired-server", run: repairServers },
  { rule: "repaired-discriminator", run: repairDiscriminators },
];
