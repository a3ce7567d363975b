/** Where people look at things. Pure. */
import { checkText } from "./checks.js";

/** The site for people. */
export const defaultSiteUrl = "https://ndicloud.org";

/** Where the site is. */
export interface DatasetUrlOptions {
  /** Address of the site. Default: `https://ndicloud.org`. */
  readonly siteUrl?: string | URL;
}

/**
 * Page of a dataset for people; it is public once the dataset is. [NDI-035, NDI-097, NDI-107]
 *
 * @throws {NdiValidationError} without an id.
 */
export function datasetUrl(
  datasetId: string,
  { siteUrl = defaultSiteUrl }: DatasetUrlOptions = {},
): string {
  checkText("datasetId", datasetId);
  return `${String(siteUrl).replace(/\/+$/, "")}/datasets/${encodeURIComponent(datasetId)}`;
}
