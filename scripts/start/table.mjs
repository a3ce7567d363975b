// Aligned columns and a little colour for `npm start`. NO_COLOR and pipes are honoured.
const hasColour = process.stdout.isTTY === true && !process.env.NO_COLOR;
const paint = (code) => (text) => (hasColour ? `\u001b[${code}m${text}\u001b[0m` : text);
const [bold, dim, red] = [1, 2, 31].map(paint);

/** Rows as aligned lines; a column is aligned to the right when its heading starts with a space. */
export const table = (headings, rows) => {
  const cells = [headings.map((heading) => heading.trim()), ...rows.map((row) => row.map(String))];
  const widths = headings.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) =>
        headings[column].startsWith(" ")
          ? cell.padStart(widths[column])
          : cell.padEnd(widths[column]),
      )
      .join("  ")
      .trimEnd(),
  );
  return [dim(lines[0]), ...lines.slice(1)].join("\n");
};

/** The title of a part. */
export const title = (text) => `\n${bold(text)}`;

/** What went wrong. */
export const failure = (text) => red(text);
