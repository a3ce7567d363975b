/** nobody registers with a role of their own choice */
import type { AuthClient } from "clientwright/rust-auth";

const account = { email: "a@b.example", password: "x", firstName: "A", lastName: "B" };

export const mistake = (client: AuthClient) =>
  // error: TS2353 'role' does not exist in type 'RegisterRequest'
  client.register({ ...account, role: "admin" });
