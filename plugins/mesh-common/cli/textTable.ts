/** Rows under headings, columns as wide as their widest cell. */
export function textTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const cells = [headings, ...rows].map(row => row.map(cell => cell || '-'));
  const widths = headings.map((_, column) =>
    Math.max(...cells.map(row => row[column].length)),
  );
  return cells.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
}
