/** A process that checks documents one after the other, as it is told by its parent. */
import { type CheckTask, checkDocument } from "./check-document.js";
import { checkWithPrism, type PrismResult } from "./check-with-prism.js";
import { createLoadClient } from "./client.js";
import type { DocumentResult } from "./result.js";

/** What a worker is given at its start, by its arguments. */
const [root = "", folder = ""] = process.argv.slice(2);

/** What a worker answers. */
export type WorkerAnswer =
  | { readonly result: DocumentResult | PrismResult }
  | { readonly error: string };

const ready = createLoadClient(root, folder);

const answer = async (task: CheckTask): Promise<WorkerAnswer> => {
  try {
    const check = task.prism === true ? checkWithPrism : checkDocument;
    return { result: await check(task, await ready) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
};

process.on("message", (task: CheckTask) => {
  answer(task).then((reply) => process.send?.(reply));
});

// An interrupt is for the parent, which still wants the documents at hand; without a parent nobody does.
process.on("SIGINT", () => {});
process.on("disconnect", () => process.exit());
