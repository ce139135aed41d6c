import type { Column } from '../../../shared/recipe/column.ts';
import { withMeaning } from '../../../shared/recipe/describe.ts';
import { t } from '../../../shared/text/t.ts';
import type { NoteSheet } from './xlsx.ts';

/**
 * « Variables »: the long label of each column and what its codes stand for, laid out as producers do, so that Crible
 * reads them back (see sources/labels.ts). Null when the columns say no more than their names.
 */
export function variableSheet(columns: readonly Column[]): NoteSheet | null {
  if (documented(columns).length === 0) return null;
  const header = [t('export.variable'), t('export.variable-label'), t('export.code'), t('export.code-label')];
  const lines = columns.flatMap((column) => {
    const label = column.label ?? column.name;
    const codes = Object.entries(column.values ?? {});
    if (codes.length === 0) return [[column.name, label]];
    return codes.map(([code, meaning]) => [column.name, label, code, meaning]);
  });
  return { name: t('export.variables'), rows: [{ cells: header, title: true }, ...lines.map((cells) => ({ cells }))] };
}

const mostColumns = 30;
const mostCodes = 12;

/** The same as sentences of a note, which stays short: « DENS : Grille de densité (1 – Urbain, 2 – Rural) ». */
export function variableSentences(columns: readonly Column[]): string[] {
  const told = documented(columns);
  const sentences = told.slice(0, mostColumns).map((column) => {
    const codes = Object.keys(column.values ?? {});
    const shown = codes.slice(0, mostCodes).map((code) => withMeaning(code, column, code));
    const list = [...shown, ...(codes.length > mostCodes ? ['…'] : [])].join(', ');
    const params = { name: column.name, label: column.label ?? column.name, codes: list };
    return t(codes.length > 0 ? 'note.variables.coded' : 'note.variables.one', params);
  });
  const more = told.length - mostColumns;
  return more > 0 ? [...sentences, t('note.variables.more', { count: more })] : sentences;
}

function documented(columns: readonly Column[]): Column[] {
  return columns.filter(({ name, label, values }) => (label !== undefined && label !== name) || values !== undefined);
}
