const powers = Array.from({ length: 23 }, (_, power) => 10 ** power);

/** -1 when the bytes are not digits alone. */
export function wholeNumber(b: Buffer, begin: number, end: number): number {
  if (end - begin > 15) return -1;
  let number = 0;
  for (let at = begin; at < end; at += 1) {
    const digit = b[at]! - 48;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

/** The double nearest to a number in figures. Up to 15 figures, a division of two exact doubles gives it. */
export function numberOf(b: Buffer, begin: number, end: number): number {
  let at = begin;
  const negative = b[at] === 45;
  if (negative) at += 1;
  if (end - at <= 16 && end > at) {
    let mantissa = 0;
    let point = -1;
    for (; at < end; at += 1) {
      const digit = b[at]! - 48;
      if (digit >= 0 && digit <= 9) mantissa = mantissa * 10 + digit;
      else if (digit === -2 && point < 0) point = at;
      else break;
    }
    if (at === end && mantissa < 1e15) {
      const value = point < 0 ? mantissa : mantissa / powers[end - point - 1]!;
      return negative ? -value : value;
    }
  }
  return Number(b.toString('latin1', begin, end));
}
