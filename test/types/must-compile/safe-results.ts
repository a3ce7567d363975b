/** What `safe()` promises: a result or an error, told apart by `ok`, and errors by `status`. */
import type {
  CdnaConfigError,
  DetailError,
  ErrorResponse,
  NeuroGraphApi,
  Token,
  ValidationErrorResponse,
} from "../../../generated/neurograph/index.js";
import type {
  ApiError,
  ConnectionError,
  NoAnswerError,
  SafeError,
  TimeoutError,
} from "../../../src/runtime/index.js";
import { expectTypeOf } from "../support/expect-type.js";

/** a success has the documented data and its response */
export async function success(api: NeuroGraphApi): Promise<void> {
  const result = await api.tokens.get(1).safe();
  if (!result.ok) return;
  expectTypeOf(result.data).toBe<Token>();
  expectTypeOf(result.response).toBe<Response>();
}

/** a failure has a response only where there was an answer */
export async function failure(api: NeuroGraphApi): Promise<void> {
  const result = await api.tokens.get(1).safe();
  if (result.ok) return;
  expectTypeOf(result.response).toBe<Response | undefined>();
}

/** a documented status says what the body is */
export async function documentedStatus(api: NeuroGraphApi): Promise<void> {
  const result = await api.tokens.get(1).safe();
  if (result.ok) return;
  const { error } = result;
  switch (error.status) {
    case 404:
      expectTypeOf(error.body).toBe<ErrorResponse>();
      expectTypeOf(error.body.error.code).toBe<string>();
      return;
    case 422:
      expectTypeOf(error.body).toBe<ValidationErrorResponse>();
      return;
    case 500:
      expectTypeOf(error).toBe<ApiError & { readonly status: 500; readonly body: ErrorResponse }>();
  }
}

/** each operation has bodies of its own for the same status */
export async function bodiesOfAnOperation({ cdna }: NeuroGraphApi): Promise<void> {
  const result = await cdna.updateConfig({ profile: "analyzer" }).safe();
  if (result.ok) return;
  if (result.error.status === 400) expectTypeOf(result.error.body).toBe<CdnaConfigError>();
  if (result.error.status === 404) expectTypeOf(result.error.body).toBe<DetailError>();
}

/** the body of a status that is not documented is unknown */
export async function undocumentedStatus(api: NeuroGraphApi): Promise<void> {
  const result = await api.tokens.get(1).safe();
  if (result.ok) return;
  if (result.error.status === 409) expectTypeOf(result.error.body).toBe<unknown>();
  if (result.error.status === 502) expectTypeOf(result.error.body).toBe<unknown>();
}

/** without an answer the status is undefined, and the kind says what prevented it */
export async function noAnswer(api: NeuroGraphApi): Promise<void> {
  const result = await api.tokens.get(1).safe();
  if (result.ok || result.error.status !== undefined) return;
  const { error } = result;
  expectTypeOf(error).toBe<NoAnswerError>();
  expectTypeOf(error.status).toBe<undefined>();
  expectTypeOf(error.body).toBe<unknown>();
  if (error.kind === "connection") expectTypeOf(error).toBe<ConnectionError>();
  if (error.kind === "timeout") expectTypeOf(error).toBe<TimeoutError>();
}

/** a status wins over its range, and a range over the default */
export function ranges(error: SafeError<{ 404: 1; "4XX": 2; default: 3 }>): void {
  if (error.status === 404) expectTypeOf(error.body).toBe<1>();
  if (error.status === 409) expectTypeOf(error.body).toBe<2>();
  if (error.status === 503) expectTypeOf(error.body).toBe<3>();
}

/** a page of a list is told apart from its errors in the same way */
export async function pages(api: NeuroGraphApi): Promise<void> {
  const result = await api.tokens.list().safe();
  if (result.ok) expectTypeOf(result.data.items).toBe<readonly Token[]>();
  else if (result.error.status === 403) expectTypeOf(result.error.body).toBe<ErrorResponse>();
}
