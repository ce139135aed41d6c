import { type ReactNode, useMemo, useState } from 'react';
import type { Query, SimilarNames } from '../../shared/contract.ts';
import { keyMeaning } from '../../shared/sql/text.ts';
import { formatPercent } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { faultText, useCall } from '../session.ts';
import { Button, Checkbox, Notice, Progress } from '../ui/kit.ts';
import type { JoinParts } from './join-draft.ts';
import { applyNames, type RepairPlace } from './repair.ts';

type Props = { before: Query; parts: JoinParts; place: RepairPlace; onApplied: (steps: number) => void };

/** Names that look alike, asked for and ticked one by one: none is ever joined by itself. */
export function SimilarList(props: Props): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const { on } = props.place;
  if (on.left.type !== 'text' || keyMeaning(on.left, on.right) !== null) return null;
  if (isOpen) return <Similar {...props} />;
  return (
    <div className="row">
      <Button size="small" icon="search" onPress={() => setOpen(true)}>
        {t('join.similar-find')}
      </Button>
      <span className="field-hint">{t('join.similar-hint')}</span>
    </div>
  );
}

function Similar({ before, parts, place, onApplied }: Props): ReactNode {
  const key = JSON.stringify(parts);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the parts
  const input = useMemo(() => ({ query: before, step: { id: 'draft', ...parts } }), [before, key]);
  const { value, fault } = useCall('join.similar', input);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  if (fault) return <Notice tone="error">{faultText(fault)}</Notice>;
  if (!value) return <Progress label={t('join.similar-searching')} fraction={null} />;
  if (value.length === 0) return <p className="field-hint">{t('join.similar-none')}</p>;
  const chosen = value.filter((pair) => ticked.has(pair.left));
  const tick = (pair: SimilarNames, isOn: boolean) => {
    const next = new Set(ticked);
    if (isOn) next.add(pair.left);
    else next.delete(pair.left);
    setTicked(next);
  };
  return (
    <section className="stack-tight" aria-label={t('join.similar')}>
      <h4>{t('join.similar')}</h4>
      <p className="field-hint">{t('join.similar-intro')}</p>
      <ul className="similar-names">
        {value.map((pair) => (
          <li key={`${pair.left}\0${pair.where}`}>
            <Checkbox
              isSelected={ticked.has(pair.left)}
              onChange={(isOn) => tick(pair, isOn)}
              hint={t('join.similar-score', {
                count: pair.rows,
                score: formatPercent(pair.score),
                where: pair.where ?? '–',
              })}
            >
              {t('join.bridged-pair', pair)}
            </Checkbox>
          </li>
        ))}
      </ul>
      <div className="row">
        <Button
          kind="primary"
          size="small"
          isDisabled={chosen.length === 0}
          onPress={() => {
            const pairs = chosen.map(({ left, right }) => ({ from: left, to: right }));
            setTicked(new Set());
            onApplied(applyNames(place.on.left.name, pairs, place));
          }}
        >
          {t('join.similar-apply', { count: chosen.length })}
        </Button>
      </div>
    </section>
  );
}
