/** Services: each top-level resource with the methods of all resources within it, in one class. */
import { suggest } from "../suggest.js";
import { extension, type ServiceVocabulary } from "../vocabulary.js";
import type { Group } from "./grouping.js";
import { reservedMembers, serviceMembers } from "./reserved.js";
import { buildCall } from "./service-calls.js";
import { methodName, type Naming, namingWithin } from "./service-names.js";
import type { ServiceContext } from "./service-values.js";
import { servicesVocabulary, within } from "./service-vocabulary.js";
import type {
  Operation,
  Resource,
  ScopeValue,
  Service,
  ServiceMethod,
  ServiceMethodKind,
  ServicePart,
  Services,
} from "./types.js";
import { pascal, wordsOf } from "./words.js";

/** A resource on its way to being part of a service. */
interface Placed {
  readonly group: Group;
  readonly resource: Resource;
  readonly naming: Naming;
}

const zip = (
  groups: readonly Group[],
  resources: readonly Resource[],
): { readonly group: Group; readonly resource: Resource }[] =>
  groups.flatMap((group, index) => {
    const resource = resources[index];
    return resource === undefined ? [] : [{ group, resource }];
  });

/** The resources within one, those of the depth before themselves. */
const placeWithin = ({ group, resource, naming }: Placed): Placed[] =>
  zip(group.children, resource.children).flatMap((child) => {
    if (child.group.service === false) return [];
    const vocabulary = within(naming.vocabulary, child.group.service);
    const placed = { ...child, naming: namingWithin(naming, child.resource, vocabulary) };
    return [...placeWithin(placed), placed];
  });

const kindsOf = (operation: Operation): readonly ServiceMethodKind[] =>
  operation.list === undefined ? ["call"] : ["page", "all", "each"];

const methodsOf = (
  { resource, naming }: Placed,
  scope: readonly string[],
  context: ServiceContext,
): ServiceMethod[] =>
  resource.operations.flatMap((operation): ServiceMethod[] => {
    const said = context.rawOf(operation)?.vocabulary.service;
    if (said === false) return [];
    const call = buildCall(operation, scope, naming.vocabulary, context);
    return kindsOf(operation).map((kind) => ({
      name: methodName(operation, kind, naming, said?.method),
      kind,
      call,
    }));
  });

const partOf = (
  placed: Placed,
  className: string,
  scope: readonly string[],
  context: ServiceContext,
): ServicePart => ({
  className,
  file: placed.resource.file,
  documentation: placed.resource.documentation,
  resource: placed.resource,
  methods: methodsOf(placed, scope, context),
});

/** Reports methods that would have the name of another, or of what every service has. */
const reportClashes = ({ parts, resource }: Service, { rawOf, findings }: ServiceContext): void => {
  const known = new Map<string, Operation>();
  const taken = new Set([...reservedMembers, ...serviceMembers]);
  for (const { name, call } of parts.flatMap(({ methods }) => methods)) {
    const { operation } = call;
    const other = known.get(name);
    known.set(name, operation);
    if (other === undefined && !taken.has(name)) continue;
    const why =
      other === undefined ? "which has a meaning of its own" : `which is the one of ${other.id}`;
    findings.error({
      rule: "services",
      at: rawOf(operation)?.at ?? ["paths", operation.key],
      message: `In the service "${resource.property}" ${operation.id} would be the method "${name}", ${why}.`,
      advice: `Say another \`method\` in its \`${extension}.service\`, or another \`singular\` of the resource.`,
    });
  }
};

const buildService = (
  { group, resource }: { readonly group: Group; readonly resource: Resource },
  outer: ServiceVocabulary,
  context: ServiceContext,
): Service => {
  const own = group.service === false ? undefined : group.service;
  const naming: Naming = { plural: [], single: [], vocabulary: within(outer, own) };
  const root: Placed = { group, resource, naming };
  const scope = resource.scope.map(({ wireName }) => wireName);
  const parts = placeWithin(root)
    .map((placed) => {
      const name = context.names.groupType(placed.resource.className, "Methods");
      return partOf(placed, name, scope, context);
    })
    .filter(({ methods }) => methods.length > 0);
  const name = context.names.groupType(pascal(group.segments.flatMap(wordsOf)), "Service");
  const service: Service = {
    property: resource.property,
    resource,
    parts: [...parts, partOf(root, name, scope, context)],
  };
  reportClashes(service, context);
  return service;
};

const heldValues = (
  wireNames: readonly string[],
  services: readonly Service[],
  { findings, additions }: ServiceContext,
): ScopeValue[] => {
  const scope = services.flatMap(({ resource }) => resource.scope);
  return wireNames.flatMap((wireName, index) => {
    const value = scope.find((one) => one.wireName === wireName);
    if (value !== undefined) return [value];
    if (additions.isPartial === true) return [];
    findings.error({
      rule: "services",
      at: [extension, "services", "held", index],
      message: `No service has "${wireName}" in its scope.`,
      advice: suggest(wireName, [...new Set(scope.map((one) => one.wireName))]),
    });
    return [];
  });
};

const reportUnasked = (groups: readonly Group[], context: ServiceContext): void => {
  const flatten = (all: readonly Group[]): Group[] =>
    all.flatMap((group) => [group, ...flatten(group.children)]);
  const raws = flatten(groups).flatMap(({ operations }) => operations);
  const operation = raws.find(({ vocabulary }) => vocabulary.service !== undefined);
  const group = flatten(groups).find(({ service }) => service !== undefined);
  if (operation === undefined && group === undefined) return;
  context.findings.warn({
    rule: "services",
    at: operation === undefined ? [extension] : [...operation.at, extension, "service"],
    message: "`service` means nothing here: no services are asked for.",
    advice: `Say \`services: {}\` in the \`${extension}\` of the document.`,
  });
};

/** Makes the services of an API where they are asked for. */
export const buildServices = (
  groups: readonly Group[],
  resources: readonly Resource[],
  context: ServiceContext,
): Services | undefined => {
  const vocabulary = servicesVocabulary(context);
  if (vocabulary === undefined) {
    reportUnasked(groups, context);
    return undefined;
  }
  const { held = [], ...outer } = vocabulary;
  const list = zip(groups, resources)
    .filter(({ group }) => group.service !== false)
    .map((placed) => buildService(placed, outer, context));
  const stem = context.names.client.client.replace(/Api$/, "");
  const values = heldValues(held, list, context);
  return {
    className: context.names.groupType(stem, "Services"),
    heldName: values.length === 0 ? undefined : context.names.groupType(stem, "HeldScope"),
    held: values,
    list,
  };
};
