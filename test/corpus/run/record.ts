/** A fetch that goes nowhere: it keeps what it was given, and answers as it is told. */
import type { Fetch } from "clientwright/runtime";
import type { SentRequest } from "../expect/request.js";

/** What is answered. */
export interface GivenAnswer {
  readonly status: number;
  readonly type: string | undefined;
  readonly body: string | undefined;
}

const bytesOf = async (body: RequestInit["body"]): Promise<Uint8Array | undefined> =>
  body == null ? undefined : new Uint8Array(await new Response(body).arrayBuffer());

const read = async (
  input: string | URL | Request,
  init: RequestInit = {},
): Promise<SentRequest> => {
  const isRequest = input instanceof Request;
  const headers = new Headers(init.headers ?? (isRequest ? input.headers : {}));
  const body = init.body ?? (isRequest ? input.body : undefined);
  return {
    method: init.method ?? (isRequest ? input.method : "GET"),
    url: isRequest ? input.url : String(input),
    headers: Object.fromEntries(headers),
    body: await bytesOf(body),
  };
};

const emptyStatuses = new Set([101, 204, 205, 304]);

/** One call's worth of recording. */
export const createRecorder = (
  answer: GivenAnswer,
): { readonly fetch: Fetch; readonly sent: SentRequest[] } => {
  const sent: SentRequest[] = [];
  return {
    sent,
    async fetch(input, init) {
      sent.push(await read(input, init));
      const isEmpty = emptyStatuses.has(answer.status) || answer.body === undefined;
      const headers = isEmpty || answer.type === undefined ? {} : { "content-type": answer.type };
      return new Response(isEmpty ? null : answer.body, { status: answer.status, headers });
    },
  };
};
