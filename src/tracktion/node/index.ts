/** The Node room of Tracktion: files. */
export { createConfigFile, loadConfig } from "./config-file.js";
