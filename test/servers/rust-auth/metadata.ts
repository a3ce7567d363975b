// What a client may say of itself when an account is made or changed; stored, never shown.
import { anything, optional, record, text } from "./kinds.js";

/** `preferences` has to be there, whatever it is. */
export const metadata = record("UserMetadata", {
  ip_address: optional(text),
  user_agent: optional(text),
  registration_source: optional(text),
  timezone: optional(text),
  locale: optional(text),
  preferences: anything,
});
