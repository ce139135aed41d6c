/**
 * Shapes of the codes of French economic activities (NAF rev. 2, INSEE): sub-classes as SIRENE has them ("01.11Z", or
 * "0111Z"), classes ("01.11"), groups ("01.1"), divisions ("01"), and the aggregated levels of statistics (A10, A21, A38...).
 */

const divisions = '0[1-35-9]|1[0-9]|2[0-9]|3[0-35-9]|4[1-35-79]|5[0-35-689]|6[0-689]|7[0-57-9]|8[0-24-8]|9[0-9]';
const subclass = new RegExp(`^(?:${divisions})\\.?\\d{2}[A-Z]$`);
const dotted = new RegExp(`^(?:${divisions})\\.\\d{2}[A-Z]$`);
const wider = new RegExp(`^(?:${divisions})(?:\\.\\d{1,2})?$`);

const levels = {
  a10: 'AZ BE FZ GI JZ KZ LZ MN OQ RU',
  a17: 'AZ DE C1 C2 C3 C4 C5 FZ GZ HZ IZ JZ KZ LZ MN OQ RU',
  a21: 'A B C D E F G H I J K L M N O P Q R S T U',
  a38: 'AZ BZ CA CB CC CD CE CF CG CH CI CJ CK CL CM DZ EZ FZ GZ HZ IZ JA JB JC KZ LZ MA MB MC NZ OZ PZ QA QB RZ SZ TZ UZ',
} as const;
const sections = Object.values(levels).map((codes) => new Set(codes.split(' ')));

/** Whether a text may be a code of the NAF at any level, where a header says that it is one. */
export function isNaf(text: string): boolean {
  return subclass.test(text) || wider.test(text) || sections.some((codes) => codes.has(text));
}

/** So many different codes leave no doubt, by the level that they all are of. */
const fewest = { subclass: 3, section: 7 };

/** Whether different texts are activities by themselves, whatever their header: all sub-classes with their dot, or most of a level. */
export function areActivities(values: readonly string[]): boolean {
  const first = values[0]?.trim() ?? '';
  // Told by the first of nearly every column, before all of its texts are told apart.
  if (!dotted.test(first) && !sections.some((codes) => codes.has(first))) return false;
  const distinct = [...new Set(values.map((value) => value.trim()))];
  if (distinct.length >= fewest.subclass && distinct.every((text) => dotted.test(text))) return true;
  // One letter alone may be anything.
  return sections.some(
    (codes) => !codes.has('A') && distinct.length >= fewest.section && distinct.every((text) => codes.has(text)),
  );
}
