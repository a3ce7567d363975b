/** Compares the bodies of requests. */
import type { Path } from "../diagnostics.js";
import type { RequestBodyNode } from "../document.js";
import { chooseMedia } from "../model/bodies.js";
import { essence, type Media, mediaOf } from "../model/media-types.js";
import type { Comparison } from "./comparison.js";
import { schemaAt } from "./schema-view.js";
import { compareSchemas } from "./schemas.js";
import { type Entry, partAt, type Side } from "./side.js";
import type { Subject } from "./types.js";
import { listOf } from "./walk.js";
import { sayOtherWords } from "./words.js";

interface Body {
  readonly node: RequestBodyNode;
  readonly at: Path;
  readonly media: readonly Media[];
  /** The one that the client sends. */
  readonly chosen: Media;
  readonly kind: string;
}

const bodyOf = (side: Side, { raw }: Entry): Body | undefined => {
  const { requestBody } = raw.node;
  if (requestBody === undefined || requestBody === null) return undefined;
  const node = side.resolve<RequestBodyNode>(requestBody);
  const media = mediaOf(node.content, side.resolve);
  const choice = chooseMedia(media, side);
  if (choice === undefined) return undefined;
  const { at } = partAt(side, [...raw.at, "requestBody"]);
  return { node, at, media, ...choice };
};

const compareMedia = (old: Body, now: Body, subject: Subject, comparison: Comparison): void => {
  const at = { part: "body", old: old.at, new: now.at };
  const types = ({ media }: Body): string[] => media.map(({ type }) => essence(type));
  const sent = essence(old.chosen.type);
  if (!types(now).includes(sent)) {
    const message = `The body is not taken as \`${sent}\` any more.`;
    comparison.report("body-media-removed", subject, { ...at, message });
  }
  const added = types(now).filter((type) => !types(old).includes(type));
  if (added.length > 0) {
    const message = `The body may be ${listOf(added)}.`;
    comparison.report("body-media-added", subject, { ...at, message });
  }
};

const compareBoth = (old: Body, now: Body, subject: Subject, comparison: Comparison): void => {
  const at = { part: "body", old: old.at, new: now.at };
  const [was, is] = [old.node.required === true, now.node.required === true];
  if (is && !was)
    comparison.report("argument-required", subject, { ...at, message: "The body must be given." });
  if (was && !is) {
    const message = "The body need not be given.";
    comparison.report("argument-optional", subject, { ...at, message });
  }
  if (sayOtherWords(old.node, now.node)) {
    const message = "The body is described in other words.";
    comparison.report("description-changed", subject, { ...at, message });
  }
  compareMedia(old, now, subject, comparison);
  if (old.kind !== now.kind) {
    const message = `The body is sent as ${now.kind}, and was sent as ${old.kind}.`;
    comparison.report("body-kind-changed", subject, { ...at, message });
    return;
  }
  // Bytes and texts are passed as they are, whatever their schemas say.
  if (now.kind === "binary" || now.kind === "text") return;
  const schemaOf = (side: Side, body: Body) =>
    schemaAt(side, [...body.at, "content", body.chosen.type, "schema"]);
  compareSchemas(
    comparison,
    { old: schemaOf(comparison.old, old), new: schemaOf(comparison.new, now) },
    { direction: "request", subject, part: "body" },
  );
};

/** Compares the bodies of an operation. */
export const compareBodies = (
  pair: { readonly old: Entry; readonly new: Entry },
  subject: Subject,
  comparison: Comparison,
): void => {
  const old = bodyOf(comparison.old, pair.old);
  const now = bodyOf(comparison.new, pair.new);
  if (old !== undefined && now !== undefined) compareBoth(old, now, subject, comparison);
  else if (old !== undefined) {
    const message = "The operation takes no body any more.";
    comparison.report("argument-removed", subject, { part: "body", old: old.at, message });
  } else if (now !== undefined) {
    const isRequired = now.node.required === true;
    const message = `The operation takes a body${isRequired ? ", which must be given" : ""}.`;
    const rule = isRequired ? "argument-added-required" : "argument-added";
    comparison.report(rule, subject, { part: "body", new: now.at, message });
  }
};
