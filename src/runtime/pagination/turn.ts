/** The step from one page to the next. Types only. */
import type { OperationArguments } from "../operation.js";

/** Where a list stands after a page. */
export interface Position {
  /** What the page was asked with. */
  readonly args: OperationArguments;
  /** URL that the page came from. */
  readonly url: string;
  readonly body: unknown;
  readonly headers: Headers;
  /** Items on this page. */
  readonly count: number;
  /** Items seen so far, this page included. */
  readonly seen: number;
}

/** How the next page is asked for. */
export type NextPage =
  | {
      readonly kind: "values";
      readonly values: Readonly<Record<string, unknown>>;
      readonly mark: string;
    }
  | { readonly kind: "url"; readonly url: string; readonly mark: string };
