/** Version of this client; no server's version has to match it. */
export const VERSION = "0.1.0";
