import type { ReactNode } from 'react';
import { type Column, isCode, isNumeric } from '../../../shared/recipe/column.ts';
import { t } from '../../../shared/text/t.ts';
import { Checkbox, Select, TextField } from '../../ui/kit.ts';
import { ColumnField } from '../column-field.tsx';
import type { Problems } from '../condition-draft.ts';
import type { OverDraft, OverRecipe } from '../derive-over.ts';
import { problemText } from '../step-frame.tsx';
import { ColumnTags } from './column-tags.tsx';

const labels = {
  rank: 'steps.derive.rank-of',
  share: 'steps.derive.share-of',
  classes: 'steps.derive.classes-of',
} as const;

/** The fields of a rank, a share of the total or a class. */
export function OverFields(props: {
  recipe: OverRecipe;
  draft: OverDraft;
  columns: Column[];
  shown: Problems;
  onChange: (draft: OverDraft) => void;
}): ReactNode {
  const { recipe, draft, columns, shown } = props;
  const change = (part: Partial<OverDraft>) => props.onChange({ ...draft, ...part });
  return (
    <>
      <ColumnField
        label={t(labels[recipe])}
        columns={columns.filter((column) => isNumeric(column.type) && !isCode(column))}
        value={draft.column}
        error={problemText(shown, 'column')}
        onChange={(column) => change({ column })}
      />
      {recipe === 'rank' && (
        <>
          <Select
            label={t('steps.derive.rank-order')}
            value={draft.descending ? 'descending' : 'ascending'}
            onChange={(order) => change({ descending: order === 'descending' })}
            options={(['descending', 'ascending'] as const).map((value) => ({
              value,
              label: t(`steps.derive.rank-order.${value}`),
            }))}
          />
          <Select
            label={t('steps.derive.ties')}
            value={draft.ties}
            onChange={(ties) => change({ ties })}
            options={(['same', 'dense'] as const).map((value) => ({ value, label: t(`steps.derive.ties.${value}`) }))}
          />
        </>
      )}
      {recipe === 'classes' ? (
        <ClassFields draft={draft} shown={shown} change={change} />
      ) : (
        <ColumnTags
          label={t('steps.derive.within')}
          addLabel={t('steps.derive.within-add')}
          removeLabel={(column) => t('steps.derive.within-remove', { column })}
          hint={draft.by.length === 0 ? t('steps.derive.within-none') : undefined}
          columns={columns}
          names={draft.by}
          error={problemText(shown, 'by')}
          onChange={(by) => change({ by })}
        />
      )}
    </>
  );
}

function ClassFields(props: {
  draft: OverDraft;
  shown: Problems;
  change: (part: Partial<OverDraft>) => void;
}): ReactNode {
  const { draft, shown, change } = props;
  return (
    <>
      <Select
        label={t('steps.derive.cut')}
        value={draft.cut}
        onChange={(cut) => change({ cut })}
        options={(['typed', 'equal', 'quantiles'] as const).map((value) => ({
          value,
          label: t(`steps.derive.cut.${value}`),
        }))}
      />
      {draft.cut === 'typed' ? (
        <TextField
          label={t('steps.derive.bounds')}
          value={draft.bounds}
          hint={t('steps.derive.bounds-hint')}
          error={problemText(shown, 'bounds')}
          onChange={(bounds) => change({ bounds })}
        />
      ) : (
        <TextField
          label={t('steps.derive.class-count')}
          value={draft.count}
          hint={t('steps.derive.class-moving')}
          error={problemText(shown, 'count')}
          onChange={(count) => change({ count })}
        />
      )}
      <Checkbox
        isSelected={draft.numbered}
        hint={t('steps.derive.numbered-hint')}
        onChange={(numbered) => change({ numbered })}
      >
        {t('steps.derive.numbered')}
      </Checkbox>
    </>
  );
}
