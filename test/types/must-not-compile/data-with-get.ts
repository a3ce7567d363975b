/** a secure GET has no data [TK-56] */
import type { SecureTracktionClient } from "clientwright/tracktion";

export const mistake = (client: SecureTracktionClient) =>
  // error: TS2769 No overload matches this call
  client.makeSecureRequest("GET", "/api/v1/user/profile", { a: 1 });
