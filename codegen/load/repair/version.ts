/** A version that YAML took for a number, or that leaves the last digit out (OpenAPI 3.1, section 4.1). */
import { isNode } from "../../document.js";
import { fullVersion } from "../version.js";
import type { Fields } from "./draft.js";
import type { Change, Draft } from "./repair.js";

export const repairVersion = function* ({ root }: Draft): Generator<Change> {
  if (!isNode(root)) return;
  const version = fullVersion(root.openapi);
  if (version === undefined || version === root.openapi) return;
  yield {
    in: root,
    key: "openapi",
    message: `The version ${JSON.stringify(root.openapi)} is read as "${version}".`,
  };
  (root as Fields).openapi = version;
};
