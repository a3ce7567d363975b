/** the role of a user is one of those that there are */
import type { VClient } from "clientwright/valentina";

export const mistake = (client: VClient) =>
  // error: TS2820 Type '"player"' is not assignable to type
  client.users().listAll({ userRole: "player" });
