import type { ReactNode } from 'react';
import type { Mending } from '../../shared/text/mending.ts';
import { t } from '../../shared/text/t.ts';
import { Select } from '../ui/kit.ts';
import type { Correction } from './reading.ts';

/** Whether the texts of a file that were saved wrongly are mended, or left as they are. */
export function MendingChoice(props: {
  mending: readonly Mending[];
  onChange: (correction: Correction) => void;
}): ReactNode {
  return (
    <Select
      label={t('sources.mending')}
      value={props.mending.length > 0 ? 'mended' : 'left'}
      onChange={(choice) => props.onChange({ mending: choice === 'left' ? [] : undefined })}
      options={[
        { value: 'mended', label: t('sources.mending.mended') },
        { value: 'left', label: t('sources.mending.left') },
      ]}
    />
  );
}
