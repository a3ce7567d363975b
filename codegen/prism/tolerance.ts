/** What Prism reports though the document was kept: its known misreadings, each with its reason. */
import type { PrismDiagnostic } from "./engine.js";

/** What must be known of an answer to tell a misreading from a finding. */
export interface AnswerFacts {
  readonly method: string;
  readonly status: number;
  /** The body was streamed past Prism. */
  readonly isStreamed: boolean;
  /** There is neither a body nor a media type. */
  readonly isBare: boolean;
}

const isAboutBody = ({ path }: PrismDiagnostic): boolean => path?.[0] === "body";

const isAboutMediaType = ({ message }: PrismDiagnostic): boolean =>
  message.startsWith("The received media type");

/**
 * Findings about an answer. Prism asks for the documented media type and body of answers that have
 * no content by rule (RFC 9110, section 6.4.1), and cannot see a body that was streamed past it.
 * Errors may come as a bare status, from the server or from what stands before it: OpenAPI has no
 * word for content that is optional, so documented content is what an error looks like if it has any.
 */
export const withoutMisreadAnswers = (
  findings: readonly PrismDiagnostic[],
  { method, status, isStreamed, isBare }: AnswerFacts,
): PrismDiagnostic[] => {
  const isEmptyByRule = method === "HEAD" || status === 204 || status === 304;
  const mayBeEmpty = isEmptyByRule || (isBare && status >= 400);
  return findings.filter(
    (finding) =>
      !(mayBeEmpty && (isAboutBody(finding) || isAboutMediaType(finding))) &&
      !(isStreamed && isAboutBody(finding)),
  );
};

/** Findings about a request. Prism says so when it cannot judge a security scheme, e.g. a signature. */
export const withoutMisreadRequests = (findings: readonly PrismDiagnostic[]): PrismDiagnostic[] =>
  findings.filter(({ message }) => !message.startsWith("We currently do not support this type"));
