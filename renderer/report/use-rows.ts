import { useMemo } from 'react';
import { originOf } from '../../shared/chart/caption.ts';
import { valueText } from '../../shared/chart/rows.ts';
import { type Column, isCode, isNumeric, isYear } from '../../shared/recipe/column.ts';
import { comparisonText, figureLabel, guardFigure } from '../../shared/report/figure.ts';
import { firstColumns } from '../../shared/report/measures.ts';
import { type BlockOf, emptyReport } from '../../shared/report/report.ts';
import { t } from '../../shared/text/t.ts';
import { decodeRows } from '../arrow.ts';
import { changeBlock } from '../edit-report.ts';
import { cellText } from '../preview.tsx';
import { queryOf, useCall, useColumns, useProject } from '../session.ts';
import { type Found, faulty, type Rendered, troubled, waiting } from './rendered.ts';

/** The first rows of a table as a block. Columns that are gone are left out. */
export function useTableBlock(block: BlockOf<'table'>): Rendered {
  const project = useProject();
  const columns = useColumns(block.table);
  const picked = useMemo(() => pickColumns(columns.value ?? [], block.columns), [columns.value, block.columns]);
  const query = useMemo(() => queryOf(block.table, undefined, project), [block.table, project]);
  const input = useMemo(
    () =>
      picked.length === 0 ? null : { query, columns: picked.map(({ name }) => name), offset: 0, limit: block.rows },
    [query, picked, block.rows],
  );
  const page = useCall('table.page', input);
  const name = project.tables.find(({ id }) => id === block.table)?.name ?? '';
  return useMemo(() => {
    const fault = columns.fault ?? page.fault;
    if (fault) return faulty(fault);
    if (!columns.value || !page.value) return waiting;
    const rows = decodeRows(page.value.rows).map((row) => picked.map((column) => cellOf(row[column.name], column)));
    const count = t('report.caption.count', { count: page.value.total });
    return {
      part: {
        kind: 'table',
        title: block.title === '' ? name : block.title,
        caption: [...originOf(project, block.table, columns.value), count],
        data: {
          head: picked.map((column) => column.name),
          names: 1,
          rows,
          shown: rows.length,
          total: page.value.total,
        },
      },
      found: [],
      problem: null,
      busy: page.loading || columns.loading,
    };
  }, [columns, page, picked, project, block.title, block.table, name]);
}

/** The columns chosen that are there, in their order; the first ones when none is. */
function pickColumns(columns: readonly Column[], names: readonly string[]): Column[] {
  const found = names.flatMap((name) => columns.find((column) => column.name === name) ?? []);
  return found.length > 0 ? found : columns.slice(0, firstColumns);
}

function cellOf(value: unknown, column: Column): string | number | null {
  if (value === null || value === undefined) return null;
  const isFigure = isNumeric(column.type) && !isCode(column) && !isYear(column);
  if (isFigure && typeof value === 'number') return value;
  if (isFigure && typeof value === 'bigint' && Number.isSafeInteger(Number(value))) return Number(value);
  return cellText(value, column);
}

/** A key figure as a block. */
export function useFigureBlock(block: BlockOf<'figure'>): Rendered {
  const project = useProject();
  const columns = useColumns(block.table);
  const findings = useMemo(() => guardFigure(block, columns.value ?? []), [block, columns.value]);
  const isBlocked = findings.some(({ level }) => level === 'blocked');
  const { measure, column, comparison } = block;
  const isComplete = measure === 'count' || column !== null;
  const isAsked = columns.value !== null && !isBlocked && isComplete;
  const ask = (table: string) => ({ query: queryOf(table, undefined, project), measure, column });
  const value = useCall('report.figure', isAsked ? ask(block.table) : null);
  const other = comparison.kind === 'table' ? project.tables.find(({ id }) => id === comparison.table) : undefined;
  const beside = useCall('report.figure', other && isAsked ? ask(other.id) : null);
  const name = project.tables.find(({ id }) => id === block.table)?.name ?? '';
  return useMemo(() => {
    const found = findings.map(
      ({ level, text, params, fix }): Found => ({
        level,
        text: t(text, params as never),
        fix: fix && (() => changeBlock(fix)),
      }),
    );
    const fault = columns.fault ?? value.fault ?? beside.fault;
    if (fault) return faulty(fault);
    if (!isComplete) return troubled(t('report.figure.column'));
    if (isBlocked) return { part: null, found, problem: null, busy: false };
    if (!columns.value || !value.value) return { ...waiting, found };
    const { value: figure, rows, missing } = value.value;
    const counts = [
      t('report.caption.count', { count: rows }),
      ...(missing > 0 ? [t('report.caption.missing', { count: missing })] : []),
    ];
    const label = figureLabel(block, name, columns.value);
    const compared = other && beside.value ? { name: other.name, value: beside.value.value } : null;
    const row: (string | number | null)[] = [label, figure, block.unit];
    return {
      part: {
        kind: 'figure',
        label,
        value: figure === null ? t('report.figure.none') : valueText(figure),
        unit: figure === null ? '' : block.unit,
        comparison: comparisonText(block, figure, compared),
        caption: [...originOf(project, block.table, columns.value), counts.join('\u202f; ')],
        data: {
          head: [t('report.field.label'), t('report.field.measure'), t('report.field.unit')],
          names: 1,
          rows: [row],
          shown: 1,
          total: 1,
        },
      },
      found,
      problem: null,
      busy: value.loading || beside.loading,
    };
  }, [block, columns, value, beside, other, findings, isBlocked, isComplete, name, project]);
}

/** The method note of a table as a block. */
export function useNoteBlock(block: BlockOf<'note'>): Rendered {
  const project = useProject();
  // What is drawn or written changes nothing of the note.
  const input = useMemo(
    () => ({
      query: queryOf(block.table, undefined, project),
      project: { ...project, charts: [], maps: [], report: emptyReport },
    }),
    [block.table, project],
  );
  const note = useCall('report.note', input);
  return useMemo(() => {
    if (note.fault) return faulty(note.fault);
    if (!note.value) return waiting;
    return { part: { kind: 'note', note: note.value }, found: [], problem: null, busy: note.loading };
  }, [note]);
}
