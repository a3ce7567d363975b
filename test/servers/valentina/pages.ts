// Pages of lists: what is asked for, and the envelope that answers.
import { type Answer, jsonAnswer } from "../support/answers.js";
import type { Call } from "./call.js";
import { defaulted, readQuery } from "./fields.js";
import { within } from "./kinds.js";

const pageFields = {
  limit: defaulted(within(0, 100), 10),
  offset: defaulted(within(0), 0),
};

/** The page that the query asks for. A limit of 0 means everything, as it does to the database. */
export function pageAnswer(call: Call, items: readonly unknown[]): Answer {
  const { limit, offset } = readQuery(call, pageFields);
  const end = limit === 0 ? items.length : offset + limit;
  return jsonAnswer(200, { items: items.slice(offset, end), limit, offset, total: items.length });
}

/** Everything, whatever the query asks for, which is only repeated. */
export function wholePageAnswer(call: Call, items: readonly unknown[]): Answer {
  const { limit, offset } = readQuery(call, pageFields);
  return jsonAnswer(200, { items, limit, offset, total: items.length });
}
