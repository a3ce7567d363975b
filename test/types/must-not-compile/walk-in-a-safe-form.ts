/** only what answers once has a form that does not throw */
import type { NdiCloudClient } from "clientwright/ndi-cloud";

export const mistake = ({ safe }: NdiCloudClient) => {
  // error: TS2339 Property 'listAll' does not exist
  return safe.documents.listAll("66f0");
};
