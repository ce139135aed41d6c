import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Source, Table } from '../../../../shared/project/project.ts';
import { formatNumber } from '../../../../shared/text/format.ts';
import { t } from '../../../../shared/text/t.ts';
import { referenceInfo } from '../../reference.ts';
import type { Session } from '../../session.ts';

/** One row per file that the tables read: name, producer, vintage, licence, rows, checksum. */
export async function sourceRows(session: Session, tables: readonly Table[]): Promise<string[][]> {
  const { licence } = await referenceInfo(session.options.resources);
  const producers = await referenceProducers(session.options.resources);
  return usedSources(session, tables).map((source) => {
    const isReference = source.format === 'reference';
    const { sheet } = source.options;
    const unknown = t('note.source.unknown');
    const name = sheet === undefined ? source.name : t('note.source.sheet', { file: source.name, sheet });
    return [
      name,
      isReference ? producers : (stated(source.notes, /^\s*(?:sources?|producteur)s?\s*:\s*(.+)$/i) ?? unknown),
      isReference ? (source.notes[0] ?? '') : (vintageNote(source.notes) ?? unknown),
      isReference ? licence : (licenceNote(source.notes) ?? unknown),
      formatNumber(source.rowCount),
      source.sha256,
    ];
  });
}

/** The opened sources behind the tables, files first. */
export function usedSources(session: Session, tables: readonly Table[]): Source[] {
  const ids = new Set(tables.map((table) => table.source));
  const used = [...session.opened.values()].map(({ source }) => source).filter(({ id }) => ids.has(id));
  const rank = (source: Source) => (source.format === 'reference' ? 1 : 0);
  return used.sort((left, right) => rank(left) - rank(right));
}

async function referenceProducers(resources: string): Promise<string> {
  const file = JSON.parse(await readFile(join(resources, 'reference', 'reference.json'), 'utf8')) as {
    sources: { producers: string; name: string }[];
  };
  return file.sources.map(({ producers }) => producers).join(', ');
}

/** What stands around a sheet's table often says it: « Source : Insee, Recensement de la population ». */
function stated(notes: readonly string[], pattern: RegExp): string | null {
  for (const note of notes)
    for (const line of note.split('\n')) {
      const found = pattern.exec(line)?.[1]?.trim();
      if (found) return shortened(found);
    }
  return null;
}

function vintageNote(notes: readonly string[]): string | null {
  const lines = notes.flatMap((note) => note.split('\n'));
  const said = lines.find(
    (line) => /\b(?:19|20)\d{2}\b/.test(line) && /mill[ée]sime|en vigueur|r[ée]f[ée]rence|ann[ée]e/i.test(line),
  );
  const dated = said ?? lines.find((line) => /\b(?:19|20)\d{2}\b/.test(line));
  return dated === undefined ? null : shortened(dated.trim());
}

function licenceNote(notes: readonly string[]): string | null {
  const line = notes.flatMap((note) => note.split('\n')).find((text) => /licen[cs]e/i.test(text));
  return line === undefined ? null : shortened(line.trim());
}

function shortened(text: string): string {
  return text.length > 90 ? `${text.slice(0, 89)}…` : text;
}
