/** a permission is one of those that there are [VN-119, VN-120, VN-121, VN-122] */
import type { VClient } from "clientwright/valentina";

export const mistake = (client: VClient) =>
  // error: TS2345 Argument of type '"KING"' is not assignable
  client.companies.grantAccess("c1", "d1", "KING");
