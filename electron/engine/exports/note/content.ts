import type { Table } from '../../../../shared/project/project.ts';
import type { NoteBlock, NoteDocument } from '../../../../shared/report/note.ts';
import { formatDate } from '../../../../shared/text/format.ts';
import { t } from '../../../../shared/text/t.ts';
import { compileQuery, tableOf } from '../../query.ts';
import type { Session } from '../../session.ts';
import type { ExportRequest } from '../export.ts';
import { variableSentences } from '../variables.ts';
import { matchSentences } from './matches.ts';
import { repairSentences } from './repairs.ts';
import { sourceRows } from './sources.ts';
import { stepParagraphs } from './steps.ts';
import { caveats, lawSentences, question, type Reading, readTarget, resultRows } from './target.ts';

/** The note of a table: what was asked, what came out, from what, how, and what to beware of. */
export async function noteContent(session: Session, request: ExportRequest): Promise<NoteDocument> {
  const { query, project, signal } = request;
  const main = tableOf(query) as Table;
  const others = query.tables.filter((table) => table !== main);
  const reading = await readTarget(session, request, main);
  const steps = await stepParagraphs(session, request, [main, ...others]);
  return {
    title: t('note.title-of', { table: main.name }),
    subtitle: t('note.made', {
      date: formatDate(Date.now()),
      version: session.options.version,
      project: project.name,
    }),
    blocks: [
      heading('note.question'),
      paragraph(await question(session, reading, main.name)),
      ...result(reading),
      heading('note.sources'),
      {
        kind: 'table',
        columns: [
          { title: t('note.source.file'), width: 24, style: 'text' },
          { title: t('note.source.producer'), width: 17, style: 'text' },
          { title: t('note.source.vintage'), width: 17, style: 'text' },
          { title: t('note.source.licence'), width: 12, style: 'text' },
          { title: t('note.source.rows'), width: 7, style: 'number' },
          { title: t('note.source.sha256'), width: 23, style: 'code' },
        ],
        rows: await sourceRows(session, query.tables),
      },
      heading('note.steps'),
      ...steps.flatMap(({ start, sentences }, place): NoteBlock[] => {
        if (sentences.length === 0) return [paragraph(start)];
        // Tables made on the way take one paragraph each: the note has to stay short.
        if (place > 0) return [paragraph(t('note.steps.inline', { start, steps: sentences.join(' ; ') }))];
        return [paragraph(start), { kind: 'list', ordered: true, items: sentences }];
      }),
      ...section('note.matches', await matchSentences(session, request, [main, ...others], signal)),
      ...section('note.variables', variableSentences(compileQuery(session, query).columns)),
      ...section('note.repairs', repairSentences(session, query.tables)),
      ...section('note.caveats', await caveats(session, request, reading)),
      ...section('note.law', lawSentences(reading)),
    ],
  };
}

function result(reading: Reading): NoteBlock[] {
  if (!reading.step) return [];
  return [
    heading('note.result'),
    {
      kind: 'table',
      columns: [
        { title: t('note.result.verdict'), width: 18, style: 'text' },
        { title: t('note.result.count'), width: 12, style: 'number' },
        { title: t('note.result.meaning'), width: 70, style: 'text' },
      ],
      rows: resultRows(reading),
    },
  ];
}

/** A heading and its list; nothing for an empty one. */
function section(key: Parameters<typeof heading>[0], items: string[]): NoteBlock[] {
  return items.length === 0 ? [] : [heading(key), { kind: 'list', ordered: false, items }];
}

function heading(
  key: `note.${'question' | 'result' | 'sources' | 'steps' | 'matches' | 'variables' | 'repairs' | 'caveats' | 'law'}`,
): NoteBlock {
  return { kind: 'heading', text: t(key) };
}

function paragraph(text: string): NoteBlock {
  return { kind: 'paragraph', text };
}
