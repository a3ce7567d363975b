/** Which part of a list, in the guide's spelling. */
import { refusal } from "./client-options.js";

/** A page of a list for administrators. */
export interface PageOptions {
  /** Number of the page, from 1. Default: 1. */
  readonly page?: number;
  /** Items of a page at most, from 1. Default: 20; 50 for security events. */
  readonly limit?: number;
  /** Field to sort by; the present service ignores it. */
  readonly sortBy?: string;
  /** `asc` or `desc`; the present service ignores it. */
  readonly sortOrder?: "asc" | "desc";
  /** Further conditions; the present service ignores them. */
  readonly filters?: string;
}

/** How a list is walked. */
export interface WalkOptions extends Omit<PageOptions, "page"> {
  /** Stops after so many pages. Default: none left out. */
  readonly maxPages?: number;
  /** Stops after so many items. Default: none left out. */
  readonly maxItems?: number;
}

/** Query parameters of a page. */
export interface PageQuery {
  page?: number;
  limit?: number;
  sort_by?: string;
  sort_order?: string;
  filters?: string;
}

/** @throws {AuthError} for a page or a limit below 1, which the service does not survive. */
export function pageQuery(options: PageOptions): PageQuery {
  const { page, limit, sortBy, sortOrder, filters } = options;
  assertFromOne("page", page);
  assertFromOne("limit", limit);
  return {
    ...(page !== undefined && { page }),
    ...(limit !== undefined && { limit }),
    ...(sortBy !== undefined && { sort_by: sortBy }),
    ...(sortOrder !== undefined && { sort_order: sortOrder }),
    ...(filters !== undefined && { filters }),
  };
}

function assertFromOne(name: string, value: number | undefined): void {
  if (value === undefined || (Number.isInteger(value) && value >= 1)) return;
  throw refusal(`${name} must be a whole number from 1 up`);
}
