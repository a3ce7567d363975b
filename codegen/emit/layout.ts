/** Lays out text within 100 columns: on one line where it fits, else one part per line. */

/** Columns that no line goes beyond where it can be helped. */
export const width = 100;

/** Text with places where it may break; all breaks of a group break, or none does. */
export type Layout =
  | string
  | readonly Layout[]
  | { readonly group: Layout }
  | { readonly indent: Layout }
  /** A break: `unbroken` when the group fits its line, else `broken`, and a new line unless `stay`. */
  | { readonly unbroken: string; readonly broken: string; readonly stay: boolean };

/** Nothing, or a new line. */
export const soft: Layout = { unbroken: "", broken: "", stay: false };

/** A space, or a new line. */
export const space: Layout = { unbroken: " ", broken: "", stay: false };

/** Text that is only there when the group is broken, e.g. a trailing comma. */
export const whenBroken = (text: string): Layout => ({ unbroken: "", broken: text, stay: true });

export const group = (layout: Layout): Layout => ({ group: layout });
export const indent = (layout: Layout): Layout => ({ indent: layout });

/** Parts with a separator between them. */
export const join = (parts: readonly Layout[], separator: Layout): Layout[] =>
  parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part]));

/** `open`, parts separated by commas, `close`; one part per line when they do not fit. */
export const list = (
  open: string,
  parts: readonly Layout[],
  close: string,
  padding: Layout = soft,
): Layout =>
  parts.length === 0
    ? `${open}${close}`
    : group([open, indent([padding, join(parts, [",", space])]), whenBroken(","), padding, close]);

interface Pending {
  readonly layout: Layout;
  readonly depth: number;
  readonly broken: boolean;
}

/** Width of a layout on one line; stops counting beyond a limit. */
const flatWidth = (layout: Layout, limit: number): number => {
  if (typeof layout === "string") return layout.length;
  if ("unbroken" in layout) return layout.unbroken.length;
  if ("group" in layout) return flatWidth(layout.group, limit);
  if ("indent" in layout) return flatWidth(layout.indent, limit);
  let total = 0;
  for (const part of layout) {
    total += flatWidth(part, limit - total);
    if (total > limit) break;
  }
  return total;
};

/** Width of a layout up to its first break that starts a line; such a break makes `stopped` true. */
const widthToBreak = (layout: Layout, limit: number): { width: number; stopped: boolean } => {
  if (typeof layout === "string") return { width: layout.length, stopped: false };
  if ("unbroken" in layout) {
    return layout.stay
      ? { width: layout.broken.length, stopped: false }
      : { width: 0, stopped: true };
  }
  if ("group" in layout) return { width: flatWidth(layout.group, limit), stopped: false };
  const parts = "indent" in layout ? [layout.indent] : layout;
  let total = 0;
  for (const part of parts) {
    const next = widthToBreak(part, limit - total);
    total += next.width;
    if (next.stopped || total > limit) return { width: total, stopped: next.stopped };
  }
  return { width: total, stopped: false };
};

/** Width of what follows a group up to the next possible break. */
const widthUntilBreak = (pending: readonly Pending[], limit: number): number => {
  let total = 0;
  for (let index = pending.length - 1; index >= 0 && total <= limit; index--) {
    const next = pending[index];
    if (next === undefined) break;
    if (!next.broken) {
      total += flatWidth(next.layout, limit - total);
      continue;
    }
    const { width: more, stopped } = widthToBreak(next.layout, limit - total);
    total += more;
    if (stopped) break;
  }
  return total;
};

/** A layout on one line; undefined when it is wider than there is room. */
const flatten = (layout: Layout, room: number): string | undefined => {
  if (typeof layout === "string") return layout.length > room ? undefined : layout;
  if ("unbroken" in layout) return layout.unbroken;
  if ("group" in layout) return flatten(layout.group, room);
  if ("indent" in layout) return flatten(layout.indent, room);
  let text = "";
  for (const part of layout) {
    const next = flatten(part, room - text.length);
    if (next === undefined) return undefined;
    text += next;
  }
  return text.length > room ? undefined : text;
};

/** Writes a layout out, starting at a depth of two-space indentation. */
export const print = (layout: Layout, depth = 0): string =>
  flatten(layout, width - depth * 2) ?? printBroken(layout, depth);

const printBroken = (layout: Layout, depth: number): string => {
  const lines = [""];
  let column = depth * 2;
  const write = (text: string): void => {
    lines[lines.length - 1] += text;
    column += text.length;
  };
  const pending: Pending[] = [{ layout, depth, broken: true }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { layout: current, depth: level, broken } = next;
    if (typeof current === "string") write(current);
    else if ("unbroken" in current) {
      write(broken ? current.broken : current.unbroken);
      if (!broken || current.stay) continue;
      lines.push("  ".repeat(level));
      column = level * 2;
    } else if ("indent" in current) {
      pending.push({ layout: current.indent, depth: level + 1, broken });
    } else if ("group" in current) {
      const room = width - column;
      const needed = flatWidth(current.group, room);
      const fits = needed <= room && needed + widthUntilBreak(pending, room - needed) <= room;
      pending.push({ layout: current.group, depth: level, broken: broken ? !fits : false });
    } else {
      for (let index = current.length - 1; index >= 0; index--) {
        const part = current[index];
        if (part !== undefined) pending.push({ layout: part, depth: level, broken });
      }
    }
  }
  return lines.map((line) => line.trimEnd()).join("\n");
};
