// The rows that every collection has: list, get, create, change and delete, as far as a plan goes.
import { emptyAnswer, jsonAnswer } from "../support/answers.js";
import type { Call, Guard, Route } from "./call.js";
import type { Entities } from "./entities.js";
import { pageAnswer } from "./pages.js";

/** How a collection is served. */
export interface CollectionPlan<N extends keyof Entities> {
  /** Path of the list. */
  readonly at: string;
  /** Parameter of one document. */
  readonly item: N;
  /** Who may read. */
  readonly guards: readonly Guard[];
  /** Who may create, change and delete. Default: who may read. */
  readonly writeGuards?: readonly Guard[];
  /** Who may delete. Default: who may write. */
  readonly deleteGuards?: readonly Guard[];
  /** Default 60; `undefined` for answers that may not be kept. */
  readonly maxAgeSeconds?: number | undefined;
  /** Everything that the query does not leave out, in order. */
  readonly list: (call: Call) => readonly Entities[N][];
  readonly create?: (call: Call) => unknown;
  readonly change?: (call: Call, document: Entities[N]) => unknown;
  readonly remove?: (call: Call, document: Entities[N]) => void;
  /** The document as it is sent. Default: as it is stored. */
  readonly sent?: (call: Call, document: Entities[N]) => unknown;
}

/** One row for each thing that the plan can do. */
export function collectionRoutes<N extends keyof Entities>(plan: CollectionPlan<N>): Route[] {
  const { at, item, guards, list, create, change, remove } = plan;
  const { writeGuards = guards, deleteGuards = writeGuards } = plan;
  const { sent = (_call, document) => document } = plan;
  const one = `${at}/{${item}}`;
  const kept = "maxAgeSeconds" in plan ? plan.maxAgeSeconds : 60;
  const reading = { guards, ...(kept !== undefined && { maxAgeSeconds: kept }) };

  const rows: (Route | undefined)[] = [
    {
      ...reading,
      method: "GET",
      path: at,
      handle: (call) =>
        pageAnswer(
          call,
          list(call).map((document) => sent(call, document)),
        ),
    },
    {
      ...reading,
      method: "GET",
      path: one,
      handle: (call) => jsonAnswer(200, sent(call, call.entity(item))),
    },
    create && {
      method: "POST",
      path: at,
      guards: writeGuards,
      handle: (call) => jsonAnswer(201, create(call)),
    },
    change && {
      method: "PATCH",
      path: one,
      guards: writeGuards,
      handle: (call) => jsonAnswer(200, change(call, call.entity(item))),
    },
    remove && {
      method: "DELETE",
      path: one,
      guards: deleteGuards,
      handle(call) {
        remove(call, call.entity(item));
        return emptyAnswer();
      },
    },
  ];
  return rows.filter((row) => row !== undefined);
}
