/** a new dataset needs its name */
import type { NdiCloudClient } from "clientwright/ndi-cloud";

export const mistake = async ({ datasets }: NdiCloudClient) => {
  // error: TS2345 Property 'name' is missing
  await datasets.create({ abstract: "Visual cortex recordings" });
};
