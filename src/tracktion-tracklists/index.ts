/** Tracktion's tracklist server: the public names of `clientwright/tracktion-tracklists`. */
export * from "../../generated/tracktion-tracklists/index.js";
export type { AdminAccount } from "./admin-login.js";
export { TracktionTracklistsClient, type TracktionTracklistsClientOptions } from "./client.js";
