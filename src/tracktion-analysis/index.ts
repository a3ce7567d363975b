/** Tracktion's analysis server: the public names of `clientwright/tracktion-analysis`. */
export * from "../../generated/tracktion-analysis/index.js";
export { TracktionAnalysisClient, type TracktionAnalysisClientOptions } from "./client.js";
