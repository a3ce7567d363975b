/** `--overlay`, which several commands take. */
import { Option } from "commander";

/** What the option leaves among a command's flags. */
export interface OverlayFlags {
  readonly overlay?: readonly string[];
}

/** The option; it can be given several times. */
export const overlayOption = (): Option =>
  new Option("--overlay <file>", "overlay that changes the document; repeat it for more").argParser(
    (file: string, before: readonly string[] = []) => [...before, file],
  );

/** Flags as the options of a command's function. */
export const withOverlayFlags = <F extends OverlayFlags>({
  overlay,
  ...flags
}: F): Omit<F, "overlay"> & { readonly overlays?: readonly string[] } => ({
  ...flags,
  ...(overlay !== undefined && { overlays: overlay }),
});
