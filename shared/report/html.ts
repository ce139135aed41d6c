import { tableCsv } from '../chart/table.ts';
import { t } from '../text/t.ts';
import type { PartData, PartOf, ReportDocument, ReportPart } from './document.ts';
import type { Passage, Run } from './markup.ts';
import { escapeHtml, noteBlockHtml } from './note-html.ts';
import { pageStyle } from './page-style.ts';
import { cellText, dataTitle, moreText, reportStem } from './read.ts';
import { scopeSvg } from './scope-svg.ts';

/** A workbook that goes inside the page, in base 64. */
export type Attached = { name: string; base64: string };

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * A report in one file: no script, nothing loaded, drawings in the page, set for A4 when printed. With `attach`, each
 * block carries its figures as a file to save; `workbook` is all of them in one.
 */
export function reportHtml(document: ReportDocument, attach: boolean, workbook: Attached | null): string {
  const title = escapeHtml(document.title);
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${title}</title>
<style>${pageStyle}</style>
</head>
<body>
<main class="report-page">
<h1>${title}</h1>
<p class="made">${escapeHtml(document.subtitle)}</p>
${document.parts.map((part, place) => partHtml(part, place, attach)).join('\n')}
${attach && workbook ? `<p class="attached">${link(workbook.name, `data:${workbookType};base64,${workbook.base64}`, t('report.attached.all'))}</p>` : ''}
</main>
</body>
</html>
`;
}

function partHtml(part: ReportPart, place: number, attach: boolean): string {
  switch (part.kind) {
    case 'heading':
      return `<h${part.level + 1}>${escapeHtml(part.text)}</h${part.level + 1}>`;
    case 'text':
      return part.passages.map(passageHtml).join('\n');
    case 'figure':
      return `<figure class="key-figure"><p class="key-label">${escapeHtml(part.label)}</p><p class="key-value">${escapeHtml(part.value)}${part.unit === '' ? '' : `\u00a0<span class="key-unit">${escapeHtml(part.unit)}</span>`}</p>${part.comparison === '' ? '' : `<p>${escapeHtml(part.comparison)}</p>`}${captionHtml(part.caption)}</figure>`;
    case 'picture':
      return pictureHtml(part, place, attach);
    case 'table':
      return `<figure class="table-block"><figcaption class="table-title">${escapeHtml(part.title)}</figcaption>${tableHtml(part.data, part.data.rows.length)}${moreHtml(part.data, part.data.rows.length)}${captionHtml(part.caption)}${attach ? csvLink(part) : ''}</figure>`;
    case 'note':
      return `<section class="note"><h2>${escapeHtml(part.note.title)}</h2><p class="made">${escapeHtml(part.note.subtitle)}</p>${part.note.blocks.map((block) => noteBlockHtml(block, 3)).join('\n')}</section>`;
  }
}

function pictureHtml(part: PartOf<'picture'>, place: number, attach: boolean): string {
  const { data, title, summary } = part;
  const printed =
    data.shown > 0 ? `<div class="only-print">${tableHtml(data, data.shown)}${moreHtml(data, data.shown)}</div>` : '';
  const whole = `<details class="not-print"><summary>${escapeHtml(t('report.data.see'))}</summary>${tableHtml(data, mostInPage)}${moreHtml(data, mostInPage)}</details>`;
  return `<figure class="picture" aria-label="${escapeHtml(title)}">${scopeSvg(part.svg, `bloc${place}-`)}<figcaption>${escapeHtml(summary)}</figcaption>${whole}${printed}${attach ? csvLink(part) : ''}</figure>`;
}

/** Rows of a drawing's figures that the page itself shows. */
const mostInPage = 500;

function csvLink(part: ReportPart): string {
  const title = dataTitle(part);
  if (title === null || !('data' in part)) return '';
  const href = `data:text/csv;charset=utf-8,${encodeURIComponent(tableCsv(part.data))}`;
  return `<p class="attached">${link(`${reportStem(title)}.csv`, href, t('report.attached.csv'))}</p>`;
}

function link(name: string, href: string, words: string): string {
  return `<a download="${escapeHtml(name)}" href="${escapeHtml(href)}">${escapeHtml(words)}</a>`;
}

function passageHtml(passage: Passage): string {
  if (passage.kind === 'paragraph') return `<p>${runsHtml(passage.runs)}</p>`;
  const tag = passage.ordered ? 'ol' : 'ul';
  return `<${tag}>${passage.items.map((item) => `<li>${runsHtml(item)}</li>`).join('')}</${tag}>`;
}

function runsHtml(runs: readonly Run[]): string {
  return runs.map(({ text, bold }) => (bold ? `<strong>${escapeHtml(text)}</strong>` : escapeHtml(text))).join('');
}

function captionHtml(lines: readonly string[]): string {
  return lines.map((line) => `<p class="caption">${escapeHtml(line)}</p>`).join('');
}

function tableHtml({ head, names, rows }: PartData, shown: number): string {
  const numeric = head.map((_, place) => place >= names && rows.every((row) => typeof row[place] !== 'string'));
  const side = (place: number) => (numeric[place] ? ' class="number"' : '');
  const titles = head.map((name, place) => `<th scope="col"${side(place)}>${escapeHtml(name)}</th>`).join('');
  const lines = rows.slice(0, shown).map(
    (row) =>
      `<tr>${row
        .map((cell, place) => {
          const tag = place < names ? 'th' : 'td';
          return `<${tag}${place < names ? ' scope="row"' : side(place)}>${escapeHtml(cellText(cell))}</${tag}>`;
        })
        .join('')}</tr>`,
  );
  return `<div class="scroll"><table><thead><tr>${titles}</tr></thead><tbody>${lines.join('')}</tbody></table></div>`;
}

function moreHtml(data: PartData, shown: number): string {
  const text = moreText(data, shown);
  return text === '' ? '' : `<p class="caption">${escapeHtml(text)}</p>`;
}
