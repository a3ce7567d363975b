/**
 * Prism takes media types for one that differ in a structured suffix alone (RFC 6839), such as
 * `application/problem+json` and `application/json`, and judges bodies by the first of them in the
 * document. Here the one that was sent is the only one it sees. Must not know Prism.
 */

interface Content {
  readonly mediaType: string;
}

interface WithContents {
  readonly contents?: readonly Content[];
}

/** An operation as Prism has it, as far as it says what bodies look like. */
export interface ContentOperation {
  readonly request?: { readonly body?: WithContents };
  readonly responses?: readonly WithContents[];
}

const essence = (mediaType: string): string =>
  (mediaType.split(";", 1)[0] ?? "").trim().toLowerCase();

const narrowed = <Part extends WithContents>(part: Part, sent: string): Part => {
  const exact = part.contents?.filter(({ mediaType }) => essence(mediaType) === essence(sent));
  return exact === undefined || exact.length === 0 ? part : { ...part, contents: exact };
};

/** The operation with the media type of the request that was sent, where it is documented. */
export const withExactRequest = <Operation extends ContentOperation>(
  operation: Operation,
  sent: string | undefined,
): Operation => {
  const body = operation.request?.body;
  if (sent === undefined || body === undefined) return operation;
  return { ...operation, request: { ...operation.request, body: narrowed(body, sent) } };
};

/** The operation with the media type of the answer that came, where it is documented. */
export const withExactAnswers = <Operation extends ContentOperation>(
  operation: Operation,
  sent: string | undefined,
): Operation => {
  const { responses } = operation;
  if (sent === undefined || responses === undefined) return operation;
  return { ...operation, responses: responses.map((response) => narrowed(response, sent)) };
};
