// Rows as a text of columns: figures to the right, everything else to the left.
export type Row = Record<string, string | number | boolean | null>;

export function alignedTable(rows: Row[]): string {
  if (rows.length === 0) return "";
  const names = Object.keys(rows[0]);
  const cells = rows.map((row) => names.map((name) => (row[name] === null ? "" : String(row[name]))));
  const widths = names.map((name, column) => Math.max(name.length, ...cells.map((row) => row[column].length)));
  const right = names.map((name) => rows.every((row) => row[name] === null || typeof row[name] === "number"));
  const line = (texts: string[]) =>
    texts.map((text, column) => (right[column] ? text.padStart(widths[column]) : text.padEnd(widths[column]))).join("  ").trimEnd();
  return [names, ...cells].map(line).join("\n") + "\n";
}
