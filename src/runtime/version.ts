/** Version of this package; no server's version has to match it. */
export const VERSION = "0.1.0";
