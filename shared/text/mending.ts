/**
 * What programs leave in the texts of a table that was read wrongly before it was saved: accents of one encoding taken for
 * another, named « written as read » ("windows-1252-as-cp850": « PrÞs » for « Près »), and the codes of web pages
 * (`&eacute;`).
 */
export const misreadings = [
  'windows-1252-as-cp850',
  'windows-1252-as-cp437',
  'windows-1252-as-mac-roman',
  'mac-roman-as-windows-1252',
  'cp850-as-windows-1252',
  'utf-8-as-windows-1252',
  'utf-8-as-mac-roman',
  'utf-8-as-cp850',
  'utf-8-as-cp437',
] as const;
export type Misreading = (typeof misreadings)[number];

export const mendings = [...misreadings, 'html'] as const;
export type Mending = (typeof mendings)[number];
