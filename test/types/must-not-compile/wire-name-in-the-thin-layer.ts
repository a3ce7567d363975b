/** the NeuroGraph client has the guide's names, not the wire's */
import type { NeuroGraphClient } from "clientwright/neurograph";

export const mistake = (client: NeuroGraphClient) =>
  // error: TS2561 Did you mean to write 'expiresInDays'
  client.apiKeys.create({ name: "CI robot", expires_in_days: 30 });
