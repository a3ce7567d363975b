/** An account as a person reads it. */
import { fieldLines, printable } from "../../../node/cli/index.js";
import type { User } from "../../models.js";

export function userLines(user: User): string[] {
  return fieldLines({
    ID: user.id,
    Email: user.email,
    Name: user.fullName,
    Role: user.role,
    Active: user.isActive ? "yes" : "no",
    Verified: user.isVerified ? "yes" : "no",
    Created: user.createdAt.toISOString(),
    Updated: user.updatedAt.toISOString(),
    "Last login": user.lastLogin?.toISOString(),
  });
}

/** `Mara Quill <mara@example.org>` */
export function nameOf({ fullName, email }: User): string {
  return printable(`${fullName} <${email}>`);
}
