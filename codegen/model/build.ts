/** From a bundled document to the model of its API. Reads OpenAPI; knows nothing of files and text. */

import type { Findings } from "../diagnostics.js";
import { createResolve, isNode, type OpenApiDocument } from "../document.js";
import { extension } from "../vocabulary.js";
import { buildAnswers } from "./answers.js";
import { buildBody } from "./bodies.js";
import type { Additions, Context, RawOperation } from "./context.js";
import { documentationOf } from "./documentation.js";
import { buildEnumerations } from "./enumerations.js";
import {
  buildFamily,
  classForStatus,
  completeFamily,
  familyNames,
  type RawFamily,
} from "./errors.js";
import { buildEvents } from "./events.js";
import { type Group, groupOperations } from "./grouping.js";
import { decideNames, type Names } from "./names.js";
import { collectOperations } from "./operations.js";
import { buildPages } from "./pages.js";
import { buildParameters, type OperationContext } from "./parameters.js";
import { buildRequests } from "./requests.js";
import { buildResource } from "./resources.js";
import { areCredentialsRequired, buildSchemes, scopesNote, securityOf } from "./security.js";
import { serverTemplate, serverUrls } from "./servers.js";
import { buildServices } from "./services.js";
import { isInPaths, ownOperationKey } from "./type-references.js";
import type { Api, Argument, Model, Operation } from "./types.js";
import { kebab, wordsOf } from "./words.js";

const order: readonly Argument["group"][] = ["body", "query", "querystring", "header", "cookie"];

/** Required before optional; within each, body, query, headers, cookies. */
const sortArguments = (all: readonly Argument[]): Argument[] =>
  [...all].sort(
    (a, b) =>
      Number(b.required) - Number(a.required) || order.indexOf(a.group) - order.indexOf(b.group),
  );

const unroutedNote =
  "Not routed: servers of today have no route to this operation, and answer 404.";

/** Methods whose repetition has the effect of one call (RFC 9110, section 9.2.2). */
const idempotentVerbs = new Set(["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "QUERY"]);

const serverOf = ({ node, item }: RawOperation): string | undefined =>
  serverUrls(node.servers)[0] ?? serverUrls(item.servers)[0];

const buildOperation = (context: OperationContext, family: RawFamily): Operation => {
  const { operation: raw, names, constant } = context;
  const { node, vocabulary } = raw;
  const parameters = buildParameters(context);
  const body = buildBody(context);
  const answers = buildAnswers(context, (status) =>
    classForStatus(family, vocabulary.errors ?? {}, status),
  );
  const paged = buildPages(context, answers);
  const all = [...parameters.arguments, ...(body.argument === undefined ? [] : [body.argument])];
  const key = vocabulary.idempotencyKey;
  const own = names.operations.get(raw);
  return {
    id: own?.id ?? constant,
    constant,
    method: own?.method ?? constant,
    verb: raw.verb,
    key: raw.path,
    path: raw.template,
    query: raw.query,
    server: serverOf(raw),
    documentation: documentationOf(node),
    notes: [
      ...(vocabulary.availability === "unrouted" ? [unroutedNote] : []),
      ...parameters.notes,
      ...body.notes,
      ...scopesNote(raw, context),
      ...(paged?.notes ?? []),
    ],
    pathValues: parameters.pathValues,
    arguments: sortArguments(all),
    formats: parameters.formats,
    body: body.format,
    bodyMedia: body.media,
    otherBodies: body.others,
    answer: answers.answer,
    errors: answers.errors,
    errorsType: answers.errorsType,
    thrown: answers.thrown,
    security: securityOf(raw, context),
    idempotent: idempotentVerbs.has(raw.verb),
    retry: vocabulary.retry,
    idempotencyKey: key === true ? "Idempotency-Key" : key,
    list: paged?.list,
    aliases: [
      ...parameters.aliases,
      ...body.aliases,
      ...answers.aliases,
      ...(paged?.aliases ?? []),
    ],
    anonymous: !node.operationId,
    schemaKey: isInPaths(raw.verb)
      ? undefined
      : ownOperationKey(raw.path, raw.verb, node.operationId),
  };
};

const buildModels = ({ document }: Context, names: Names): Model[] =>
  Object.entries(document.components?.schemas ?? {}).map(([wireName, schema]) => ({
    name: names.models.get(wireName) ?? wireName,
    wireName,
    documentation: documentationOf(typeof schema === "object" ? schema : {}),
  }));

const flatten = (groups: readonly Group[]): Group[] =>
  groups.flatMap((group) => [group, ...flatten(group.children)]);

/** The document with the security that the configuration adds to it. */
const withSecurity = (document: OpenApiDocument, additions: Additions): OpenApiDocument => {
  const { securitySchemes, security } = additions;
  const { components } = document;
  return {
    ...document,
    ...(securitySchemes !== undefined && {
      components: {
        ...components,
        securitySchemes: { ...components?.securitySchemes, ...securitySchemes },
      },
    }),
    ...(security !== undefined && { security }),
  };
};

/** Whether document or configuration ask for more files. */
const wants = (
  key: "enumerations" | "requestSchemas",
  { document, additions }: Context,
): boolean => {
  const said = document[extension];
  return additions[key] ?? (isNode(said) && said[key] === true);
};

/** Makes the model of a document; what stands in the way is reported in the findings. */
export const buildApi = (
  source: OpenApiDocument,
  additions: Additions,
  findings: Findings,
): Api => {
  const document = withSecurity(source, additions);
  const context: Context = { document, additions, findings, resolve: createResolve(document) };
  const operations = collectOperations(context);
  const groups = groupOperations(operations, context);
  const family = buildFamily(context);
  const names = decideNames(context, operations, groups, familyNames(family, operations));
  const sources = new Map<Operation, RawOperation>();
  const build = (raw: RawOperation, scope: readonly string[]): Operation => {
    const constant = names.operations.get(raw)?.constant ?? "";
    const operation = buildOperation(
      { ...context, operation: raw, names, constant, scope },
      family,
    );
    sources.set(operation, raw);
    return operation;
  };
  const resources = groups.map((group) => buildResource(group, [], { ...context, names, build }));
  const services = buildServices(groups, resources, {
    ...context,
    names,
    rawOf: (operation) => sources.get(operation),
  });
  const security = operations.map((operation) => securityOf(operation, context));
  const named = flatten(groups).flatMap((group) =>
    group.operations.map((raw) => ({ id: names.operations.get(raw)?.id ?? "", raw })),
  );
  const models = buildModels(context, names);
  return {
    name: additions.key ?? (kebab(wordsOf(names.client.description)) || "api"),
    title: document.info.title,
    names: names.client,
    documentation: documentationOf(document.info),
    servers: serverUrls(document.servers),
    serverTemplate: serverTemplate(context),
    schemes: buildSchemes(security, context),
    authRequired: areCredentialsRequired(security),
    models,
    enumerations: wants("enumerations", context) ? buildEnumerations(models, context) : undefined,
    requests: wants("requestSchemas", context) ? buildRequests(named, context) : undefined,
    resources,
    services,
    errors: completeFamily(family, named, findings),
    ...buildEvents({ ...context, names }),
  };
};
