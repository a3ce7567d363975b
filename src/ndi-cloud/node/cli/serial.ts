/** Whether documents and files are sent one by one. */
import { Option } from "commander";
import { variable } from "../../../node/cli/index.js";
import type { PushOptions } from "../push-documents.js";
import type { Session } from "./session.js";

export const serialFlag = (): Option =>
  new Option("--serial", "send one by one, not in archives [env: NDI_CLOUD_UPLOAD_NO_ZIP]");

/** What was typed wins over the environment, which speaks of documents alone. */
export function pushChoices(
  { io }: Pick<Session, "io">,
  isTyped: true | undefined,
): Pick<PushOptions, "serial" | "fileUploadStrategy"> {
  if (isTyped) return { serial: true, fileUploadStrategy: "serial" };
  const said = variable(io.env, "NDI_CLOUD_UPLOAD_NO_ZIP")?.trim() ?? "";
  return { serial: /^(true|1|yes)$/i.test(said) };
}
