/** Servers quote what they refuse: their answers must not bring secrets of a body into messages. */
import { ClientwrightError } from "../runtime/index.js";
import { tracktionErrors } from "./error-family.js";

/** What `task` answers; an error of it is made again without the secrets that were in its request's body. */
export async function withoutEchoes<T>(
  secrets: readonly string[],
  task: () => Promise<T>,
): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (!(error instanceof ClientwrightError)) throw error;
    const { init } = error;
    const all = [...(init.secrets ?? []), ...secrets].filter((secret) => secret !== "");
    throw tracktionErrors.create(error.message, { ...init, secrets: all });
  }
}
