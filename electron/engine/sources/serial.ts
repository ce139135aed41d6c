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

/** Whether a number format counts hours past a day: "[h]:mm". */
export function isElapsedFormat(format: string): boolean {
  return /\[(?:h+|m+|s+)\]/i.test(format.replace(/"[^"]*"/g, ''));
}

export const isElapsedFormatId = (id: number) => id === 46;

/** A length of time as "36:15:00", rounded to the second. */
export function elapsedText(serial: number): string {
  const seconds = Math.round(serial * 86_400);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** Formats that Excel knows by number alone. */
export function isDateFormatId(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

const day = 86_400_000;
const epochs = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) };

/** 1 January of year 1, and the day a year before the calendar begins: closer to it, a negative number is a difference. */
const oldest = { first: -693_593, last: -366 };

/**
 * A serial number as "2018-01-31", "2018-01-31 08:30:00.250" or, under one day, "08:30:00". Rounded to the
 * millisecond: serials are binary fractions. The 1900 calendar has a 29 February that never was. LibreOffice and OpenDocument
 * count backwards for older dates; Excel has none.
 */
export function serialText(serial: number, date1904: boolean): string {
  if (!Number.isFinite(serial) || serial > 2_958_466) return numberText(serial);
  if (serial < 0) {
    const old = Number.isInteger(serial) && serial >= oldest.first && serial <= oldest.last;
    return old
      ? new Date((date1904 ? epochs[1904] : epochs[1900]) + serial * day).toISOString().slice(0, 10)
      : numberText(serial);
  }
  const milliseconds = Math.round(serial * day);
  const timed = milliseconds < day && !date1904;
  const time = milliseconds % day;
  const clock = timed || time !== 0 ? new Date(time).toISOString().slice(11, time % 1000 === 0 ? 19 : 23) : '';
  if (timed) return clock;
  const epoch = date1904 ? epochs[1904] : serial < 60 ? epochs[1900] + day : epochs[1900];
  const date = new Date(epoch + milliseconds - time).toISOString().slice(0, 10);
  return time === 0 ? date : `${date} ${clock}`;
}

/** Shortest text that gives the same double back, never with an exponent for whole numbers of ordinary size. */
export function numberText(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return BigInt(value).toString();
  return String(value);
}
