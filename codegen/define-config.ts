/** `defineConfig` alone, so that reading a configuration loads nothing else of this package. */
import type { Config } from "./config.js";

/** Gives a configuration its type; answers it unchanged. */
export const defineConfig = (config: Config): Config => config;
