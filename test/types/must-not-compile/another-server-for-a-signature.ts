/** what a request is signed with stays with its server */
import type { SecureTracktionClient } from "clientwright/tracktion";

export const mistake = (client: SecureTracktionClient) =>
  // error: TS2769 No overload matches this call
  client.makeSecureRequest("POST", "/x", { a: 1 }, { baseUrl: "https://elsewhere.example" });
