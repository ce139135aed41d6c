import './report.css';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { t } from '../../shared/text/t.ts';
import { attachData, renameReport, startReport } from '../edit-report.ts';
import { useProject, useSession } from '../session.ts';
import { Button, Checkbox, EmptyState, Menu, TextField } from '../ui/kit.ts';
import { AddMenu } from './add-menu.tsx';
import { BlockFrame } from './block-frame.tsx';
import { exportReport, type ReportFormat } from './export-report.ts';
import { Plan } from './plan.tsx';
import type { Rendered } from './rendered.ts';

/** The report of the project: its plan, its sheet, and what can be made of it. `table` is the one that new blocks show. */
export function ReportScreen({ table }: { table: string }): ReactNode {
  const { report } = useProject();
  const [edited, setEdited] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const rendered = useRef(new Map<string, Rendered>());
  const tell = useCallback((id: string, now: Rendered) => void rendered.current.set(id, now), []);

  const run = useCallback((format: ReportFormat) => void exportReport(format, () => rendered.current), []);
  useEffect(() => {
    const print = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'p' || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
      event.preventDefault();
      run('pdf');
    };
    window.addEventListener('keydown', print);
    return () => window.removeEventListener('keydown', print);
  }, [run]);

  const sheet = useRef<HTMLElement>(null);
  const show = (id: string) => {
    setChosen(id);
    const block = document.getElementById(`bloc-${id}`);
    if (!block || !sheet.current) return;
    // Not `scrollIntoView`, which would scroll what is around the sheet too.
    sheet.current.scrollBy({ top: block.getBoundingClientRect().top - sheet.current.getBoundingClientRect().top - 8 });
  };
  const add = (
    <AddMenu
      table={table}
      after={edited ?? chosen}
      onAdded={(id, isWritten) => {
        setChosen(id);
        setEdited(isWritten ? id : null);
      }}
    />
  );
  if (report.blocks.length === 0)
    return (
      <div className="report-screen">
        <EmptyState
          icon="file"
          title={t('report.empty')}
          actions={
            <>
              <Button kind="primary" icon="steps" onPress={() => startReport(table)}>
                {t('report.start')}
              </Button>
              {add}
            </>
          }
        >
          <p className="muted">{t('report.empty.text')}</p>
        </EmptyState>
      </div>
    );
  return (
    <div className="report-screen">
      <div className="report-tools">
        {add}
        <Checkbox isSelected={report.attach} onChange={attachData} hint={t('report.attach.hint')}>
          {t('report.attach')}
        </Checkbox>
        <ExportMenu attach={report.attach} onExport={run} />
      </div>
      <div className="report-body">
        <Plan chosen={chosen} onChoose={show} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys scroll what overflows */}
        <section className="report-sheet" ref={sheet} aria-label={t('report.sheet')} tabIndex={0}>
          <div className="report-page">
            <Title value={report.title} />
            {report.blocks.map((block, place) => (
              <BlockFrame
                key={block.id}
                block={block}
                place={place}
                count={report.blocks.length}
                isEdited={edited === block.id}
                onEdit={(id) => {
                  setEdited(id);
                  if (id !== null) setChosen(id);
                }}
                tell={tell}
              />
            ))}
          </div>
        </section>
      </div>
    </div>
  );
}

function Title({ value }: { value: string }): ReactNode {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  return (
    <TextField
      className="report-title"
      label={t('report.title.field')}
      placeholder={t('report.untitled')}
      value={text}
      onChange={setText}
      onBlur={() => renameReport(text)}
      onSubmit={() => renameReport(text)}
    />
  );
}

function ExportMenu(props: { attach: boolean; onExport: (format: ReportFormat) => void }): ReactNode {
  const isDesktop = useSession((session) => session.hello?.host === 'desktop');
  const hints: Record<ReportFormat, string> = {
    html: t('report.export.html.hint'),
    docx: t(props.attach ? 'report.export.docx.hint' : 'report.export.docx.alone'),
    pdf: t(isDesktop ? 'report.export.pdf.hint' : 'report.export.print.hint'),
    xlsx: t('report.export.xlsx.hint'),
  };
  return (
    <Menu
      label={t('report.export')}
      trigger={
        <Button kind="primary" icon="export">
          {t('report.export')}
        </Button>
      }
      entries={(['html', 'docx', 'pdf', 'xlsx'] as const).map((format) => ({
        kind: 'action' as const,
        id: format,
        label: t(`report.export.${format}`),
        hint: hints[format],
        onAction: () => props.onExport(format),
      }))}
    />
  );
}
