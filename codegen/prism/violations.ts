/** What Prism found wrong in an exchange. Must not know how an exchange is carried. */
import type { PrismDiagnostic, PrismRefusal } from "./engine.js";

/** One departure of a request or an answer from the document. */
export interface Violation {
  /** Verb and path of the exchange, e.g. `POST /tokens`. */
  readonly exchange: string;
  readonly side: "request" | "response";
  /** Where in the message, e.g. `["body", "items", "0", "text"]`. */
  readonly location: readonly string[];
  /** The rule: a JSON Schema keyword, or an HTTP status for security and media types. */
  readonly code: string;
  readonly message: string;
  readonly severity: "error" | "warning";
}

/** `DiagnosticSeverity.Error` of @stoplight/types; everything above is milder. */
const errorSeverity = 0;

/** One line for people: `POST /tokens: request body.text: must be string`. */
export const describeViolation = ({ exchange, side, location, message }: Violation): string =>
  `${exchange}: ${[side, location.join(".")].filter((part) => part !== "").join(" ")}: ${message}`;

/** Prism's diagnostics of one side as violations. */
export const violationsOf = (
  exchange: string,
  side: Violation["side"],
  diagnostics: readonly PrismDiagnostic[],
): Violation[] =>
  diagnostics.map(({ path, code, message, severity }) => ({
    exchange,
    side,
    location: path ?? [],
    code: String(code ?? ""),
    message,
    severity: severity === errorSeverity ? "error" : "warning",
  }));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const listedViolation = (exchange: string, entry: unknown): Violation => {
  const { location, code, message, severity } = isRecord(entry) ? entry : {};
  return {
    exchange,
    side: "request",
    location: Array.isArray(location) ? location.map(String) : [],
    code: String(code ?? ""),
    message: String(message ?? "is not valid"),
    severity: severity === "Warning" ? "warning" : "error",
  };
};

/** A request that Prism refused to serve: its listed violations, or the refusal itself. */
export const violationsOfRefusal = (exchange: string, refusal: PrismRefusal): Violation[] => {
  const listed = refusal.additional?.validation;
  if (Array.isArray(listed)) return listed.map((entry) => listedViolation(exchange, entry));
  return [
    {
      exchange,
      side: "request",
      location: [],
      code: String(refusal.status),
      message: refusal.detail === "" ? refusal.message : refusal.detail,
      severity: "error",
    },
  ];
};

const headerLimit = 7000;

/** Value of Prism's `sl-violations` header; ASCII, and short enough for every HTTP client. */
export const violationsHeader = (violations: readonly Violation[]): string => {
  const listed = violations.map(({ side, location, severity, code, message }) => ({
    location: [side, ...location],
    severity: severity === "error" ? "Error" : "Warning",
    code,
    message,
  }));
  const text = JSON.stringify(listed).replace(/[^\x20-\x7e]/g, "?");
  return text.length > headerLimit ? `Too many violations! ${text.slice(0, headerLimit)}` : text;
};
