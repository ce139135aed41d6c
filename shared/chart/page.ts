import { t } from '../text/t.ts';
import { valueText } from './rows.ts';
import type { MarkTable } from './table.ts';

/** What a page of its own shows of a chart. `svg` is the drawn document, which carries title and caption. */
export type PageParts = { title: string; summary: string; svg: string; caption: readonly string[]; table: MarkTable };

/** A page in one file, without script, that loads nothing: the drawing, its sentence, its data and its source. */
export function chartPage({ title, summary, svg, caption, table }: PageParts): string {
  const cell = (value: string | number | null, index: number) => {
    if (index < table.names)
      return `<th scope="row">${encode(typeof value === 'number' ? valueText(value) : (value ?? ''))}</th>`;
    const text = value === null ? t('chart.no-data') : typeof value === 'number' ? valueText(value) : encode(value);
    return `<td>${text}</td>`;
  };
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${encode(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${encode(title)}</h1>
<figure>
${svg}
<figcaption>${encode(summary)}</figcaption>
</figure>
<details open>
<summary>${encode(t('chart.html.data'))}</summary>
<table>
<thead><tr>${table.head.map((name) => `<th scope="col">${encode(name)}</th>`).join('')}</tr></thead>
<tbody>
${table.rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n')}
</tbody>
</table>
</details>
<footer>${caption.map((line) => `<p>${encode(line)}</p>`).join('\n')}</footer>
</main>
</body>
</html>
`;
}

const style = `
body { margin: 0; color: #1f1f1f; background: #fff; font: 16px/1.5 system-ui, "Segoe UI", Roboto, Arial, sans-serif; }
main { max-width: 1040px; margin: 0 auto; padding: 24px; }
h1 { font-size: 22px; }
figure { margin: 0 0 24px; overflow-x: auto; }
svg { max-width: 100%; height: auto; }
figcaption, footer { color: #595959; }
summary { font-weight: 600; cursor: pointer; }
table { margin-top: 8px; border-collapse: collapse; font-size: 14px; }
th, td { padding: 3px 12px; border-bottom: 1px solid #d9d9d9; text-align: left; }
td { text-align: right; font-variant-numeric: tabular-nums; }
tbody th { font-weight: 400; }
footer p { margin: 4px 0; }
@media print { main { max-width: none; padding: 0; } }
`;

function encode(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
