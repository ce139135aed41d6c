import type { NoteDocument } from '../../../../shared/report/note.ts';
import { escapeHtml, noteBlockHtml } from '../../../../shared/report/note-html.ts';

/** One self-contained page, without script nor address, set for an A4 sheet. */
export function noteHtml(note: NoteDocument): string {
  const title = escapeHtml(note.title);
  return [
    '<!doctype html>',
    '<html lang="fr">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${title}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${title}</h1>`,
    `<p class="made">${escapeHtml(note.subtitle)}</p>`,
    ...note.blocks.map((block) => noteBlockHtml(block, 2)),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

const style = `
@page { size: A4; margin: 10mm 14mm; }
body { margin: 0; background: #fff; color: #1b1b1b; font: 9pt/1.3 Calibri, Carlito, "Segoe UI", "Liberation Sans", "DejaVu Sans Condensed", Arial, sans-serif; }
main { max-width: 180mm; margin: 0 auto; padding: 8mm 5mm; }
h1 { font-size: 16pt; margin: 0 0 1mm; }
h2 { font-size: 10.5pt; margin: 2.2mm 0 .8mm; border-bottom: .3mm solid #8a8a8a; }
p, ul, ol { margin: 0 0 .8mm; }
ul, ol { padding-left: 6mm; }
.made { color: #4a4a4a; }
div.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; margin: 0 0 1.5mm; }
th, td { border: .2mm solid #b0b0b0; padding: .3mm 1.2mm; font-size: 8.5pt; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: #f0f0f0; }
.number { text-align: right; }
td.code { font: 6pt/1.2 ui-monospace, Consolas, monospace; }
@media print { main { max-width: none; padding: 0; } body { font-size: 8.5pt; line-height: 1.22; } th, td { font-size: 7.5pt; padding: .1mm 1.2mm; } td.code { font-size: 5.2pt; } h2 { margin-top: 1.4mm; } h2 { break-after: avoid; } tr, li { break-inside: avoid; } }
`;
