import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components';
import { Icon, type IconName } from './icons.tsx';

export type TabOf<V extends string> = {
  id: V;
  label: string;
  icon?: IconName;
  content: ReactNode;
  isDisabled?: boolean;
};

/** Tabs that fill their parent's height. Only the chosen panel is mounted. */
export function Tabs<V extends string>(props: {
  label: string;
  tabs: readonly TabOf<V>[];
  selected: V;
  onSelect: (id: V) => void;
}): ReactNode {
  return (
    <AriaTabs
      className="tabs"
      selectedKey={props.selected}
      onSelectionChange={(key) => props.onSelect(key as V)}
      keyboardActivation="manual"
    >
      <TabList className="tab-list" aria-label={props.label}>
        {props.tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className="tab" isDisabled={tab.isDisabled}>
            {tab.icon && <Icon name={tab.icon} />}
            {tab.label}
          </Tab>
        ))}
      </TabList>
      {props.tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className="tab-panel">
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
