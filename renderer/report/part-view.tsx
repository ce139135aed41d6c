import { type ReactNode, useEffect, useMemo } from 'react';
import type { PartData, ReportDocument, ReportPart } from '../../shared/report/document.ts';
import type { Run } from '../../shared/report/markup.ts';
import type { NoteBlock } from '../../shared/report/note.ts';
import { cellText, moreText } from '../../shared/report/read.ts';

/** A report from its title to its end, as it is printed. */
export function Pages({ document }: { document: ReportDocument }): ReactNode {
  return (
    <article className="report-page">
      <h1>{document.title}</h1>
      <p className="report-made">{document.subtitle}</p>
      {document.parts.map((part, place) => (
        <PartView key={place} part={part} />
      ))}
    </article>
  );
}

/** A block as it reads, on the screen and on paper. */
export function PartView({ part }: { part: ReportPart }): ReactNode {
  switch (part.kind) {
    case 'heading':
      return part.level === 1 ? <h2>{part.text}</h2> : <h3>{part.text}</h3>;
    case 'text':
      return part.passages.map((passage, place) => {
        if (passage.kind === 'paragraph')
          return (
            <p key={place}>
              <Words runs={passage.runs} />
            </p>
          );
        const items = passage.items.map((runs, row) => (
          <li key={row}>
            <Words runs={runs} />
          </li>
        ));
        return passage.ordered ? <ol key={place}>{items}</ol> : <ul key={place}>{items}</ul>;
      });
    case 'figure':
      return (
        <div className="report-key">
          <p>{part.label}</p>
          <p className="report-key-value">
            {part.value}
            {part.unit !== '' && <span className="report-key-unit">{`\u00a0${part.unit}`}</span>}
          </p>
          {part.comparison !== '' && <p>{part.comparison}</p>}
          <Caption lines={part.caption} />
        </div>
      );
    case 'picture':
      return (
        <figure className="report-picture" aria-label={part.title}>
          <Picture svg={part.svg} words={[part.title, part.summary].join('. ')} />
          <figcaption>{part.summary}</figcaption>
          {part.data.shown > 0 && <DataTable data={part.data} label={part.title} />}
        </figure>
      );
    case 'table':
      return (
        <figure className="report-table" aria-label={part.title}>
          <figcaption className="report-table-title">{part.title}</figcaption>
          <DataTable data={part.data} label={part.title} />
          <Caption lines={part.caption} />
        </figure>
      );
    case 'note':
      return (
        <section className="report-note" aria-label={part.note.title}>
          <h2>{part.note.title}</h2>
          <Caption lines={[part.note.subtitle]} />
          {part.note.blocks.map((block, place) => (
            <NotePart key={place} block={block} />
          ))}
        </section>
      );
  }
}

function Words({ runs }: { runs: readonly Run[] }): ReactNode {
  return runs.map(({ text, bold }, place) => (bold ? <strong key={place}>{text}</strong> : text));
}

function Caption({ lines }: { lines: readonly string[] }): ReactNode {
  return lines.map((line, place) => (
    <p key={place} className="report-caption">
      {line}
    </p>
  ));
}

/** In an image of its own: no identifier, style or text of a drawing can reach the page. */
function Picture({ svg, words }: { svg: string; words: string }): ReactNode {
  const address = useMemo(() => URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' })), [svg]);
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  return <img src={address} alt={words} />;
}

function DataTable({ data, label }: { data: PartData; label: string }): ReactNode {
  const rows = data.rows.slice(0, data.shown);
  const more = moreText(data, data.shown);
  const isNumber = data.head.map(
    (_, place) => place >= data.names && data.rows.every((row) => typeof row[place] !== 'string'),
  );
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys scroll what overflows */}
      <section className="report-scroll" tabIndex={0} aria-label={label}>
        <table>
          <thead>
            <tr>
              {data.head.map((name, place) => (
                <th key={place} scope="col" data-number={isNumber[place] ? '' : undefined}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, line) => (
              <tr key={line}>
                {row.map((cell, place) =>
                  place < data.names ? (
                    <th key={place} scope="row">
                      {cellText(cell)}
                    </th>
                  ) : (
                    <td key={place} data-number={isNumber[place] ? '' : undefined}>
                      {cellText(cell)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {more !== '' && <p className="report-caption">{more}</p>}
    </>
  );
}

function NotePart({ block }: { block: NoteBlock }): ReactNode {
  switch (block.kind) {
    case 'heading':
      return <h3>{block.text}</h3>;
    case 'paragraph':
      return <p>{block.text}</p>;
    case 'list': {
      const items = block.items.map((item, place) => <li key={place}>{item}</li>);
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'table':
      return (
        <table className="report-note-table">
          <colgroup>
            {block.columns.map((column) => (
              <col key={column.title} style={{ width: `${column.width}%` }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {block.columns.map((column) => (
                <th key={column.title} scope="col" data-number={column.style === 'number' ? '' : undefined}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row, line) => (
              <tr key={line}>
                {row.map((cell, place) => (
                  <td
                    key={place}
                    data-number={block.columns[place]?.style === 'number' ? '' : undefined}
                    data-code={block.columns[place]?.style === 'code' ? '' : undefined}
                  >
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
  }
}
