import { writeFile } from 'node:fs/promises';
import type { Session } from '../../session.ts';
import type { ExportRequest } from '../export.ts';
import { noteContent } from './content.ts';
import { writeDocx } from './docx.ts';
import { noteHtml } from './html.ts';

/** Writes the « note de méthode » of a table at `path`. */
export async function writeNote(session: Session, request: ExportRequest): Promise<void> {
  const note = await noteContent(session, request);
  if (request.format === 'note-docx') await writeDocx(request.path, note);
  else await writeFile(request.path, noteHtml(note), { flag: 'wx' });
}
