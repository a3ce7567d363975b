/** Where components of each kind are (OpenAPI 3.1, section 4.8.7). */
import type { Kind } from "./shapes.js";

/** Keys of `components` by the kind of what they hold. */
export const componentGroups: Readonly<Partial<Record<Kind, string>>> = {
  schema: "schemas",
  response: "responses",
  parameter: "parameters",
  requestBody: "requestBodies",
  header: "headers",
  securityScheme: "securitySchemes",
  pathItem: "pathItems",
  mediaType: "mediaTypes",
};
