/** Redirects that are the answer: a caller wants to know where they lead, and nobody follows them. */
import type { AnswerReader, Call } from "../call-state.js";

/** The URL that a redirect leads to, resolved against the one it came from (RFC 9110, section 10.2.2). */
export const readLocation: AnswerReader = (response, call) => {
  const location = response.headers.get("location");
  try {
    if (location !== null) return new URL(location, call.sent?.url).href;
  } catch {
    // Said below: it is as good as none.
  }
  throw call.error("the answer does not say where it leads", { kind: "parse" });
};

/** Whether an answer is what was asked for: a 2XX, or the redirect of an operation that answers one. */
export function isSuccess(response: Response, { operation }: Call): boolean {
  if (response.ok) return true;
  const { status, headers } = response;
  return (
    operation.answer === "location" && status >= 300 && status < 400 && headers.has("location")
  );
}
