/** a user is what the service says, and not to be changed */
import type { User } from "clientwright/rust-auth";

export const mistake = (user: User) => {
  // error: TS2540 Cannot assign to 'email' because it is a read-only property
  user.email = "other@example.org";
};
