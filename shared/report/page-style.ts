/** The sheet of a report in one file. A drawing, a table's row, a title and what follows it stay on one page. */
export const pageStyle = `
@page { size: A4; margin: 16mm 14mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #555; } }
body { margin: 0; background: #fff; color: #1b1b1b; font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; }
.report-page { max-width: 720px; margin: 0 auto; padding: 24px; }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 4px; }
h2 { font-size: 20px; margin: 28px 0 8px; }
h3 { font-size: 16px; margin: 20px 0 6px; }
p, ul, ol { margin: 0 0 10px; }
.made, .caption, figcaption { color: #4d4d4d; }
.caption { font-size: 13px; margin: 2px 0; }
figure { margin: 20px 0; }
figcaption { margin: 4px 0 6px; }
.table-title { color: inherit; font-weight: 600; }
svg { display: block; max-width: 100%; height: auto; }
.key-figure { padding: 10px 16px; border-left: 4px solid #0d5a73; }
.key-figure p { margin: 0; }
.key-value { font-size: 34px; line-height: 1.2; font-weight: 600; }
.key-unit { font-size: 18px; font-weight: 400; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: 13px; margin: 4px 0; }
th, td { padding: 2px 10px; border-bottom: 1px solid #d5d5d5; text-align: left; vertical-align: top; }
thead th { border-bottom-color: #8a8a8a; }
tbody th { font-weight: 400; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.code { font-family: ui-monospace, Consolas, monospace; font-size: 11px; overflow-wrap: anywhere; }
summary { cursor: pointer; font-weight: 600; }
.attached { font-size: 13px; }
a { color: #0d5a73; }
.note th, .note td { padding: 2px 4px; }
.note .number { white-space: nowrap; }
.note table { width: 100%; table-layout: fixed; overflow-wrap: anywhere; }
.only-print { display: none; }
@media print {
  body { font-size: 10.5pt; }
  .report-page { max-width: none; padding: 0; }
  .only-print { display: block; }
  .not-print, .attached { display: none; }
  .scroll { overflow: visible; }
  h1, h2, h3, .table-title { break-after: avoid; }
  .picture, .key-figure, .table-block, tr, li { break-inside: avoid; }
  thead { display: table-header-group; }
  table { font-size: 8.5pt; }
  .code { font-size: 6pt; }
  .caption, figcaption { font-size: 9pt; }
}
`;
