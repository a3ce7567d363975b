/** A process that checks documents one after the other, as it is told by its parent. */
import { type CheckTask, checkDocument } from "./check-document.js";
import { createLoadClient } from "./client.js";

/** What a worker is given at its start, by its arguments. */
const [root = "", folder = ""] = process.argv.slice(2);

/** What a worker answers. */
export type WorkerAnswer =
  | { readonly result: Awaited<ReturnType<typeof checkDocument>> }
  | { readonly error: string };

const ready = createLoadClient(root, folder);

const answer = async (task: CheckTask): Promise<WorkerAnswer> => {
  try {
    return { result: await checkDocument(task, await ready) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
};

process.on("message", (task: CheckTask) => {
  answer(task).then((reply) => process.send?.(reply));
});
