/** Makes the checks of a client out of one function that looks at values. */
import type { Operation } from "../operation.js";
import {
  type CheckedCall,
  type Issue,
  type Validation,
  type ValueLocation,
  withInput,
} from "./validation.js";

/** A value and what it is. */
export interface ValueToCheck {
  readonly operation: Operation;
  readonly location: ValueLocation;
  /** Of answers: the status they came with. */
  readonly status?: number;
  /** Parameters of one location as an object by wire name, or a parsed body. */
  readonly value: unknown;
}

/** Answers what is wrong with a value; nothing or an empty list when it is fine. Paths are relative to the value. */
export type Validator = (
  subject: ValueToCheck,
) => readonly Issue[] | undefined | Promise<readonly Issue[] | undefined>;

/** What is checked, and how strictly. */
export interface ValidationOptions {
  readonly validator: Validator;
  /** `strict`: a request with issues is not sent. Default: `strict`. */
  readonly request?: "strict" | "off";
  /** `report`: issues of an answer are logged as warnings; `throw`: the call rejects with a `ParseError`. Default: `off`. */
  readonly answer?: "off" | "report" | "throw";
}

const requestLocations = ["path", "query", "header", "cookie", "body"] as const;

/** Checks for the `validate` option of clients and calls. */
export function createValidation(options: ValidationOptions): Validation {
  const { validator, request = "strict", answer = "off" } = options;
  return {
    async checkRequest(call) {
      if (request === "off") return;
      const issues = await requestIssues(validator, call);
      if (issues.length > 0) throw call.error(summary(issues), { kind: "validation", issues });
    },
    async checkAnswer(call) {
      if (answer === "off") return;
      const { operation, answer: value, response } = call;
      const issues = await check(validator, {
        operation,
        location: "answer",
        status: response?.status ?? 0,
        value,
      });
      if (issues.length === 0) return;
      const about = `the answer is not what the document says: ${summary(issues)}`;
      if (answer === "throw") throw call.error(about, { kind: "parse", issues });
      call.logger.warn(`${operation.id}: ${about}`, { operation: operation.id, issues });
    },
  };
}

async function requestIssues(validator: Validator, call: CheckedCall): Promise<readonly Issue[]> {
  const { operation, args } = call;
  const locations = requestLocations.filter((one) => one !== "body" || !isOtherBody(call));
  const found = await Promise.all(
    locations.map((location) => check(validator, { operation, location, value: args[location] })),
  );
  return found.flat();
}

/** Whether the body is of another media type than the one whose schema is known. */
function isOtherBody({ operation: { body }, options: { contentType } }: CheckedCall): boolean {
  return contentType !== undefined && typeof body === "object" && !!body.others?.[contentType];
}

async function check(validator: Validator, subject: ValueToCheck): Promise<readonly Issue[]> {
  const issues = (await validator(subject)) ?? [];
  return issues.map((issue) => {
    const placed = { ...issue, path: joined(subject.location, issue.path) };
    return "input" in issue ? withInput(placed, issue.input) : placed;
  });
}

function joined(location: ValueLocation, path: string): string {
  if (path === "") return location;
  return path.startsWith("[") ? location + path : `${location}.${path}`;
}

function summary(issues: readonly Issue[]): string {
  const [first, ...others] = issues.map(({ path, message }) => `${path} ${message}`);
  return others.length > 0 ? `${first} (and ${others.length} more)` : (first ?? "");
}
