/** Mistakes that are found before anything is sent. */
import { NdiValidationError } from "./errors.js";

/** The error for an argument that cannot be sent. */
export function mistake(message: string): NdiValidationError {
  return new NdiValidationError(message);
}

/** @throws {NdiValidationError} unless `value` is a text that says something. */
export function checkText(name: string, value: unknown): void {
  if (typeof value !== "string" || value.trim() === "") throw mistake(`${name} must not be empty`);
}

/** The server's limit for lists of documents, and ours for everything. */
export const largestPage = 1_000;

/** Which part of a list. */
export interface PageOptions {
  /** Number of the page, from 1. Default: 1. [NDI-039] */
  readonly page?: number;
  /** Items of a page at most, from 1 to 1,000. */
  readonly pageSize?: number;
}

/** Query parameters of a page. */
export interface PageQuery {
  readonly page: number;
  readonly pageSize: number;
}

/** @throws {NdiValidationError} for a page below 1, and a page size out of 1 to 1,000. */
export function pageQuery({ page = 1, pageSize }: PageOptions, usualSize: number): PageQuery {
  const query = { page, pageSize: pageSize ?? usualSize };
  checkCount("page", query.page);
  checkCount("pageSize", query.pageSize, largestPage);
  return query;
}

/** @throws {NdiValidationError} unless `value` is a whole number from 1 to `largest`. */
export function checkCount(
  name: string,
  value: number,
  largest: number = Number.MAX_SAFE_INTEGER,
): void {
  if (Number.isInteger(value) && value >= 1 && value <= largest) return;
  const upTo = largest === Number.MAX_SAFE_INTEGER ? "up" : `to ${largest}`;
  throw mistake(`${name} must be a whole number from 1 ${upTo}`);
}

/** Whether a text has the form of the ids that the server gives out. */
export function isCloudId(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-fA-F]{24}$/.test(value);
}

/** @throws {NdiValidationError} unless `when` is `now`, or a number with one of the units s, m, h and d. */
export function checkWhen(when: string): void {
  if (!/^(now|[0-9]+[smhd])$/.test(when))
    throw mistake('when must be "now" or a time such as "24h" or "7d"');
}
