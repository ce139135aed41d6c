/** A column or table name as SQL. Any Unicode text but NUL is a legal name. */
export function identifier(name: string): string {
  return `"${name.replaceAll('\0', '').replaceAll('"', '""')}"`;
}

/** A constant as SQL. Numbers keep full precision; non-finite ones have no meaning in a recipe and are refused. */
export function literal(value: string | number | boolean | null): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'string') return `'${value.replaceAll('\0', '').replaceAll("'", "''")}'`;
  if (!Number.isFinite(value)) throw new RangeError('non-finite number in SQL');
  const text = Object.is(value, -0) ? '0' : String(value);
  return text.includes('e') ? `${text}::DOUBLE` : text;
}
