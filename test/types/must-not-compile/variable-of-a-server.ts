/** a server's variable has the values of its enumeration */
import { ServersApi } from "../../golden/servers/expected/index.js";

export const mistake = () =>
  // error: TS2322 Type '"eus"' is not assignable to type '"eu" | "us" | undefined'
  new ServersApi({ server: { region: "eus" } });
