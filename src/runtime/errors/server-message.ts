/** What a server says in an error body, whatever shape it gives it. */

/** The parts of an error body that errors carry. */
export interface ServerMessage {
  readonly message: string | undefined;
  readonly code: string | undefined;
  readonly details: unknown;
}

/** Longest message taken over; the body itself stays whole. */
const longest = 300;

/**
 * Reads `{ error: { message, code, details } }`, `{ message, code }`, `{ error, error_description }` (RFC 6749),
 * `{ detail }` as text, object or list (FastAPI), problem details (RFC 9457), `{ __type, message }` (AWS)
 * and plain text; HTML says nothing.
 */
export function serverMessage(body: unknown): ServerMessage {
  if (typeof body === "string") {
    const text = body.trim();
    return {
      message: text.startsWith("<") ? undefined : shorten(text),
      code: undefined,
      details: undefined,
    };
  }
  if (!isObject(body)) return { message: undefined, code: undefined, details: undefined };
  const inner = [body.error, body.detail].find(isPlain);
  const own = inner === undefined ? undefined : serverMessage(inner);
  const details = body.details ?? body.errors ?? body.detail;
  return {
    message: own?.message ?? ownMessage(body),
    code: own?.code ?? ownCode(body),
    details: own?.details ?? (typeof details === "string" ? undefined : details),
  };
}

function ownMessage(body: Readonly<Record<string, unknown>>): string | undefined {
  const named = [
    "error_description",
    "message",
    "Message",
    "detail",
    "title",
    "error",
    "msg",
    "reason",
    "description",
  ];
  const said = named.map((name) => textOf(body[name])).find((text) => text !== undefined);
  return said ?? firstProblem(body.detail) ?? firstProblem(body.errors);
}

/** A word says more than a number, which is the status once more where both are given. */
function ownCode(body: Readonly<Record<string, unknown>>): string | undefined {
  const { status, __type: type } = body;
  const given = [
    body.code,
    body.error_code,
    body.errorCode,
    body.error,
    // `NOT_FOUND` beside the number (Google); others call each failure the same here.
    isText(status) && /^(?!ERROR$|FAIL)[A-Z_]{4,}$/.test(status) ? status : undefined,
    isText(type) ? type.replace(/^.*#/, "") : undefined,
  ].filter(isCode);
  const said =
    given.find((value) => typeof value === "string") ?? [...given, body.type].find(isCode);
  return said === undefined ? undefined : String(said);
}

/** A code is a word or a number; sentences in `error` are messages. */
function isCode(value: unknown): boolean {
  return (
    typeof value === "number" ||
    (typeof value === "string" && /^[^\s]{1,100}$/.test(value) && value !== "about:blank")
  );
}

/** First of a list of problems: `{ loc, msg }`, `{ field, message }` or a text, with where it is. */
function firstProblem(list: unknown): string | undefined {
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  if (!isObject(first)) return textOf(first);
  const message = textOf(first.msg) ?? textOf(first.message) ?? textOf(first.detail);
  const { loc } = first;
  const where = Array.isArray(loc) ? loc.join(".") : (textOf(first.field) ?? textOf(first.path));
  return message !== undefined && where ? `${where}: ${message}` : message;
}

function textOf(value: unknown): string | undefined {
  return isText(value) ? shorten(value.trim()) : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function shorten(text: string): string | undefined {
  if (text === "") return undefined;
  const line = text.replace(/\s+/g, " ");
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isPlain(value: unknown): boolean {
  return isObject(value) && !Array.isArray(value);
}
