/** How a number cell of a spreadsheet reads as text, from its raw double and its number format. */

const formats = new Map<string, boolean>();

/** Whether a number format shows a date or a time: "dd/mm/yyyy", "mmm-yy", "[h]:mm" but not "0.0" or "General". */
export function isDateFormat(format: string): boolean {
  const known = formats.get(format);
  if (known !== undefined) return known;
  const bare = format
    .replace(/"[^"]*"/g, '')
    .replace(/\\./g, '')
    .replace(/_./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  const result =
    !/^(?:general|standard|@)$/i.test(bare.trim()) &&
    /[ymdhjas]/i.test(bare) &&
    !/[#?]/.test(bare) &&
    !/^[^ymdhja]*0+[^ymdhja]*$/i.test(bare) &&
    /[ymdhj]/i.test(bare);
  formats.set(format, result);
  return result;
}

/** Formats that Excel knows by number alone. */
export function isDateFormatId(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

const day = 86_400_000;

/**
 * A serial number as "2018-01-31", "2018-01-31 08:30:00.250" or, under one day, "08:30:00". Rounded to the
 * millisecond: serials are binary fractions. The 1900 calendar has a 29 February that never was.
 */
export function serialText(serial: number, date1904: boolean): string {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_466) return numberText(serial);
  const milliseconds = Math.round(serial * day);
  const clock = new Date(milliseconds % day)
    .toISOString()
    .slice(11, 23)
    .replace(/\.000$/, '');
  if (milliseconds < day && !date1904) return clock;
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  const date = new Date(epoch + Math.floor(milliseconds / day) * day).toISOString().slice(0, 10);
  return milliseconds % day === 0 ? date : `${date} ${clock}`;
}

/** Shortest text that gives the same double back, never with an exponent for whole numbers of ordinary size. */
export function numberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return value === 0 ? '0' : BigInt(value).toString();
  return String(value);
}
