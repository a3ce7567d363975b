/** the Rust Auth client has the guide's names, not the wire's */
import type { AuthClient } from "clientwright/rust-auth";

export const mistake = (client: AuthClient) =>
  // error: TS2561 Did you mean to write 'firstName'
  client.updateProfile({ first_name: "Jane" });
