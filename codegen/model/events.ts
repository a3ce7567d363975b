/** Events: the requests that a server makes, as webhooks or as callbacks (OpenAPI 3.1, sections 4.8.1 and 4.8.18). */
import {
  isNode,
  type Node,
  type OperationNode,
  type ParameterNode,
  type PathItemNode,
  type RequestBodyNode,
  type ResponseNode,
  verbs,
} from "../document.js";
import { callbacksOf } from "../prepare/callbacks.js";
import type { Context } from "./context.js";
import { documentationOf } from "./documentation.js";
import { answerKind, type Media, mediaOf } from "./media-types.js";
import type { Names } from "./names.js";
import { member, plain, shortType, unionOf } from "./type-references.js";
import type { Alias, Api, EventAnswer, ServerEvent, ServerEvents, TypeReference } from "./types.js";
import { pascal, wordsOf } from "./words.js";

interface EventsContext extends Context {
  readonly names: Names;
}

/** An event and where schema.ts describes it. */
interface RawEvent {
  readonly name: string;
  readonly verb: (typeof verbs)[number];
  readonly node: OperationNode;
  readonly item: PathItemNode;
  readonly place: TypeReference;
  /** `Webhook` or `Callback`: how names of its types end. */
  readonly suffix: string;
}

const eventsOf = (
  name: string,
  item: PathItemNode,
  place: TypeReference,
  suffix: string,
): RawEvent[] =>
  verbs.flatMap((verb): RawEvent[] => {
    const node = item[verb];
    if (!isNode(node)) return [];
    return [{ name, verb, node, item, place: member(place, verb), suffix }];
  });

/** What is in a body, as far as types know it. */
const contentType = (
  media: readonly Media[],
  place: TypeReference,
  { names, resolve }: EventsContext,
): TypeReference =>
  unionOf(
    media.map((one) => {
      const kind = answerKind(one, resolve);
      if (kind === "text" && !one.type.includes("form")) return plain("string");
      if (kind === "binary" && !one.type.includes("form")) return plain("unknown");
      const short = shortType(one.node.schema, names.models, resolve);
      return short ?? member(member(place, "content"), one.type);
    }),
  );

const alias = (event: RawEvent, part: string, type: TypeReference, names: Names): Alias => {
  const stem = pascal(wordsOf(event.name)) || "Unnamed";
  return { name: names.groupType(`${stem}${event.suffix}`, part), type };
};

const bodyOf = (
  event: RawEvent,
  context: EventsContext,
): Pick<ServerEvent, "body" | "bodyRequired"> => {
  const { requestBody } = event.node;
  if (!isNode(requestBody)) return { body: undefined, bodyRequired: false };
  const node = context.resolve<RequestBodyNode>(requestBody);
  const bodyRequired = node.required === true;
  const own = member(event.place, "requestBody");
  const place: TypeReference = bodyRequired ? own : { kind: "present", of: own };
  const media = mediaOf(node.content, context.resolve);
  if (media.length === 0) return { body: undefined, bodyRequired };
  return {
    body: alias(event, "", contentType(media, place, context), context.names),
    bodyRequired,
  };
};

const groupOf = (
  event: RawEvent,
  location: "header" | "query",
  { names, resolve }: EventsContext,
): Alias | undefined => {
  const all = [...(event.item.parameters ?? []), ...(event.node.parameters ?? [])]
    .map((one) => resolve<ParameterNode>(one))
    .filter((one) => one.in === location);
  if (all.length === 0) return undefined;
  const own = member(member(event.place, "parameters"), location);
  const isRequired = all.some(({ required }) => required === true);
  const part = location === "header" ? "Headers" : "Query";
  return alias(event, part, isRequired ? own : { kind: "present", of: own }, names);
};

const statusOf = (status: string): string | number =>
  String(Number(status)) === status ? Number(status) : status;

const answersOf = (event: RawEvent, context: EventsContext): EventAnswer[] =>
  Object.entries(event.node.responses ?? {})
    .filter(([status]) => !status.startsWith("x-"))
    .map(([key, response]) => {
      const status = statusOf(key);
      const node = context.resolve<ResponseNode>(response);
      const media = mediaOf(node.content, context.resolve);
      const place = member(member(event.place, "responses"), status);
      const type = media.length === 0 ? plain("undefined") : contentType(media, place, context);
      return { status, type };
    });

const buildEvent = (event: RawEvent, context: EventsContext): ServerEvent => ({
  name: event.name,
  method: event.verb.toUpperCase(),
  documentation: documentationOf(event.node),
  ...bodyOf(event, context),
  headers: groupOf(event, "header", context),
  query: groupOf(event, "query", context),
  answers: answersOf(event, context),
});

const listOf = (
  list: readonly RawEvent[],
  wanted: string,
  context: EventsContext,
): ServerEvents | undefined => {
  if (list.length === 0) return undefined;
  const seen = new Set<string>();
  const events = list.map((event): ServerEvent => {
    const built = buildEvent(event, context);
    // Two verbs of one webhook are two events.
    const name = seen.has(built.name) ? `${built.method} ${built.name}` : built.name;
    seen.add(built.name);
    return { ...built, name };
  });
  return { listName: context.names.groupType(wanted, ""), events };
};

const webhooksOf = ({ document, resolve }: EventsContext): RawEvent[] =>
  Object.entries(document.webhooks ?? {})
    .filter(([name, item]) => !name.startsWith("x-") && isNode(item))
    .flatMap(([name, item]) => {
      const place = member({ kind: "root", name: "webhooks" }, name);
      return eventsOf(name, resolve<PathItemNode>(item), place, "Webhook");
    });

const callbackEvents = ({ document, resolve }: EventsContext): RawEvent[] => {
  const pathItems = member({ kind: "root", name: "components" }, "pathItems");
  return callbacksOf(document).flatMap(({ key, item }) =>
    eventsOf(key, resolve<Node>(item), member(pathItems, key), "Callback"),
  );
};

/** Everything that the server sends by itself. */
export const buildEvents = (context: EventsContext): Pick<Api, "webhooks" | "callbacks"> => ({
  webhooks: listOf(webhooksOf(context), "WebhookEvents", context),
  callbacks: listOf(callbackEvents(context), "CallbackEvents", context),
});
