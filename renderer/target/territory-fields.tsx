import type { ReactNode } from 'react';
import { areaKinds } from '../../shared/territory/perimeter.ts';
import { t } from '../../shared/text/t.ts';
import { TerritoryPicker } from '../territory-picker.tsx';
import type { TargetDraft } from './draft.ts';

/** Where the bodies are looked for; a file lists its own. */
export function TerritoryFields(props: {
  draft: TargetDraft;
  change: (part: Partial<TargetDraft>) => void;
}): ReactNode {
  const { draft, change } = props;
  if (draft.bodies === 'file') return null;
  return (
    <fieldset className="target-group">
      <legend>{t('assistant.territory')}</legend>
      <TerritoryPicker areas={draft.areas} onChange={(areas) => change({ areas })} levels={areaKinds} />
    </fieldset>
  );
}
