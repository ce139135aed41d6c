/** How the names of the files that Crible opens as tables usually end; what they are is told by their content. */
export const dataExtensions = 'csv tsv txt xlsx xlsm xls xlsb ods dbf slk dif parquet zip gz'.split(' ');

const ends = new RegExp(`(\\.(${dataExtensions.join('|')}))+$`, 'i');

/** "communes.csv.zip" -> "communes". */
export function withoutExtension(name: string): string {
  return name.replace(ends, '');
}
