import { literal } from '../../../shared/sql/quote.ts';
import { castPeriod, readPeriod } from './periods.ts';

/** A day, then an hour: « lundi 8 janvier 2024 à 18h30 », « 8 mars 2024 20 h 15 ». RE2 and JavaScript read it alike. */
const timed = '(.*[0-9]{4})(?:,? à|,)? ([0-9]{1,2}) ?[hH:] ?([0-9]{2})?(?::([0-9]{2}))?';
const expression = new RegExp(`^${timed}$`);
/** How such a text ends: most texts are told by it. */
const possible = /\d ?[hH:] ?\d{0,2}$/;

/** Whether a text is a day written with its month or weekday, and an hour. */
export function isWordedTime(text: string): boolean {
  if (text.length > 60 || !possible.test(text)) return false;
  const [, day, hours, minutes = '0', seconds = '0'] = expression.exec(spaced(text)) ?? [];
  if (day === undefined || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return false;
  const read = readPeriod(day);
  return read !== null && read.period === null;
}

const spaced = (text: string) => text.trim().replace(/[\u00a0\u202f]/g, ' ');

/** SQL that reads as a TIMESTAMP what isWordedTime says is one, midnight where a day has no hour, NULL for other texts. */
export function castWordedTime(text: string): string {
  const bare = `trim(translate(${text}, '\u00a0\u202f', '  '))`;
  const part = (group: number) => `regexp_extract(${bare}, ${literal(`^${timed}$`)}, ${group})`;
  const time = `concat(lpad(${part(2)}, 2, '0'), ':', lpad(${part(3)}, 2, '0'), ':', lpad(${part(4)}, 2, '0'))`;
  const whole = `${castPeriod(part(1), null)} + TRY_CAST(${time} AS TIME)`;
  return `CASE WHEN regexp_full_match(${bare}, ${literal(timed)}) THEN ${whole} ELSE CAST(${castPeriod(text, null)} AS TIMESTAMP) END`;
}
