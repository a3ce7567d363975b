/** What is worked out once per operation: how its parts are written, and which credentials it takes. */
import { acceptHeader } from "./answer/media-type.js";
import type { ClientCore, Plan } from "./call-state.js";
import type { BodyFormat, Operation } from "./operation.js";
import type { WrittenBody } from "./serialize/body.js";
import { fillTemplate, parseTemplate } from "./serialize/path.js";
import { writeQuery } from "./serialize/query.js";
import { UnsendableError } from "./serialize/unsendable.js";
import { serverUrl } from "./server-url.js";

/** The plan of an operation; made on its first call. */
export function planOf(core: ClientCore, operation: Operation): Plan {
  const known = core.plans.get(operation);
  if (known !== undefined) return known;
  const plan = createPlan(core, operation);
  core.plans.set(operation, plan);
  return plan;
}

function createPlan(core: ClientCore, operation: Operation): Plan {
  const { parameters = {}, path, query: fixed, security } = operation;
  const template = parseTemplate(path);
  const { styles, writeAs } = core.capabilities;
  const format: BodyFormat =
    typeof operation.body === "object" ? operation.body : { kind: operation.body ?? "json" };
  const named = security.filter((alternative) => alternative.length > 0);
  return {
    // openapi-fetch hands over server and template joined; only the template has parameters.
    pathSerializer: (url, values) =>
      url.slice(0, url.length - path.length) +
      fillTemplate(template, values, parameters.path, styles),
    querySerializer: (values) => withFixed(fixed, writeQuery(values, parameters.query, styles)),
    bodySerializer: (body, contentType) =>
      contentType === undefined || writeAs === undefined
        ? writeBody(core, body, format)
        : writeAs(contentType, format, (chosen) => writeBody(core, body, chosen)),
    // Where anonymous access is one alternative, credentials that are there are sent all the same.
    security: named.length < security.length ? [...named, []] : named,
    accept: acceptHeader(operation),
    redirect: redirectOf(core, operation),
    server:
      operation.server === undefined ? undefined : serverUrl(operation.server, `${core.baseUrl}/`),
  };
}

/** A fixed query comes first; what the call says follows it. */
function withFixed(fixed: string | undefined, query: string): string {
  if (fixed === undefined) return query;
  return query === "" ? fixed : `${fixed}&${query}`;
}

function redirectOf(core: ClientCore, { answer, method }: Operation): RequestRedirect {
  if (answer === "location" || !core.followsRedirects) return "manual";
  return core.capabilities.redirectMode?.(method) ?? "error";
}

function writeBody(core: ClientCore, body: unknown, format: BodyFormat): WrittenBody {
  const write = core.capabilities.bodies[format.kind];
  if (write === undefined)
    throw new UnsendableError(
      "body",
      `this client cannot write ${format.kind} bodies`,
      "capability",
    );
  return write(body, format);
}
