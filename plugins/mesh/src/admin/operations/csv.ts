/** What spreadsheets take for the beginning of a formula; also after tabs and line breaks, which they skip. */
const FORMULA = /^[\s]*[=+\-@|%]/;

/**
 * Rows as CSV (RFC 4180). Values that a spreadsheet would run as a formula get an apostrophe in front, so that they are
 * read as text (T55).
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return rows.map(row => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string): string {
  const text = FORMULA.test(value) ? `'${value}` : value;
  return `"${text.replace(/"/g, '""')}"`;
}
