// A bare caller for tests of the servers themselves: fetch, a credential, a parsed body. Not a client.

/** An answer whose JSON body is read by path, such as `at("user", "role")`. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed body; undefined when it is empty or not JSON. */
  readonly body: unknown;
  at(...path: (string | number)[]): unknown;
}

/** How to call; at most one kind of body. */
export interface CallOptions {
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string>>;
  /** Sent as it is, without a media type of its own. */
  readonly rawBody?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default `manual`. */
  readonly redirect?: RequestRedirect;
}

/** `POST /api/v1/tokens` as one string. */
export type Caller = (request: string, options?: CallOptions) => Promise<Reply>;

/** A caller of the server at `url` with a bearer credential, or none. */
export function createCaller(url: string, credential?: string): Caller {
  const bearer = credential === undefined ? {} : { authorization: `Bearer ${credential}` };
  return async (request, options = {}) => {
    const [method = "GET", path = "/"] = request.split(" ");
    const { redirect = "manual" } = options;
    const { headers, body } = bodyOf(options);
    const sent = { ...bearer, ...headers, ...options.headers };
    return replyFrom(
      await fetch(url + path, {
        method,
        redirect,
        headers: sent,
        ...(body !== undefined && { body }),
      }),
    );
  };
}

interface SentBody {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

function bodyOf({ body, form, rawBody }: CallOptions): SentBody {
  // As bytes: a text would get a media type from fetch.
  if (typeof rawBody === "string") return { body: new TextEncoder().encode(rawBody) };
  if (rawBody !== undefined) return { body: rawBody };
  if (form !== undefined)
    return {
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(form).toString(),
    };
  if (body === undefined) return {};
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

async function replyFrom(response: Response): Promise<Reply> {
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") && text !== "";
  const body: unknown = isJson ? JSON.parse(text) : undefined;
  const { status, headers } = response;
  return { status, headers, text, body, at: (...path) => path.reduce(property, body) };
}

function property(value: unknown, key: string | number): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
