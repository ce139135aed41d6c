import { type ReactNode, useState } from 'react';
import {
  Button as AriaButton,
  Disclosure as AriaDisclosure,
  ProgressBar as AriaProgressBar,
  DisclosurePanel,
  Heading,
  Label,
} from 'react-aria-components';
import { t } from '../../shared/text/t.ts';
import { IconButton } from './button.tsx';
import { Icon, type IconName } from './icons.tsx';

/** `fraction` from 0 to 1, or null while unknown. */
export function Progress({ label, fraction }: { label: string; fraction: number | null }): ReactNode {
  return (
    <AriaProgressBar
      className="progress"
      value={fraction === null ? 0 : fraction * 100}
      isIndeterminate={fraction === null}
    >
      {({ percentage, valueText }) => (
        <>
          <div className="progress-head">
            <Label>{label}</Label>
            {fraction !== null && <span>{valueText}</span>}
          </div>
          <div className="progress-track">
            {fraction === null ? (
              <div className="progress-fill" data-indeterminate="" />
            ) : (
              <div className="progress-fill" style={{ width: `${percentage ?? 0}%` }} />
            )}
          </div>
        </>
      )}
    </AriaProgressBar>
  );
}

export type Tone = 'info' | 'success' | 'warning' | 'error';

/** A message in place. With `onClose`, it can be sent away. */
export function Notice(props: {
  tone: Tone;
  children: ReactNode;
  actions?: ReactNode;
  onClose?: () => void;
}): ReactNode {
  return (
    <div className="notice" data-tone={props.tone}>
      <Icon name={props.tone} />
      <div className="notice-body">{props.children}</div>
      {props.actions && <div className="notice-actions">{props.actions}</div>}
      {props.onClose && <IconButton size="small" icon="close" label={t('common.close')} onPress={props.onClose} />}
    </div>
  );
}

/** A title that shows or hides what is under it. `late`: what is long to make is made when it is shown. */
export function Disclosure(props: {
  title: ReactNode;
  defaultExpanded?: boolean;
  level?: 2 | 3 | 4;
  late?: boolean;
  children: ReactNode;
}): ReactNode {
  const [expanded, setExpanded] = useState(props.defaultExpanded ?? false);
  return (
    <AriaDisclosure className="disclosure" isExpanded={expanded} onExpandedChange={setExpanded}>
      <Heading className="disclosure-heading" level={props.level ?? 3}>
        <AriaButton slot="trigger" className="button disclosure-button" data-kind="quiet">
          <span className="disclosure-arrow">
            <Icon name="chevron-right" />
          </span>
          {props.title}
        </AriaButton>
      </Heading>
      <DisclosurePanel className="disclosure-panel">{props.late && !expanded ? null : props.children}</DisclosurePanel>
    </AriaDisclosure>
  );
}

/** What to show, and to do, where there is nothing yet. */
export function EmptyState(props: {
  icon?: IconName;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}): ReactNode {
  return (
    <div className="empty">
      {props.icon && <Icon name={props.icon} size={32} />}
      <p className="empty-title">{props.title}</p>
      {props.children}
      {props.actions && <div className="row">{props.actions}</div>}
    </div>
  );
}
