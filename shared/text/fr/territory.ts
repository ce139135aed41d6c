/** Territories: the step that replaces codes, the picker, vintages and coverage. */
export const territory = {
  'step.recode.table': 'Remplacer les valeurs de «\u00a0{column}\u00a0» d’après la table «\u00a0{table}\u00a0»',
  'step.recode.only':
    'Remplacer les valeurs de «\u00a0{column}\u00a0» d’après la table «\u00a0{table}\u00a0» ({values})',
  'step.recode.list': {
    one: 'Remplacer {count} valeur de «\u00a0{column}\u00a0»\u00a0: {pairs}',
    other: 'Remplacer {count} valeurs de «\u00a0{column}\u00a0», dont {pairs}',
  },
  'step.recode.pair': '{from} par {to}',
  'step.recode.columns': { one: '{count} colonne', other: '{count} colonnes' },
  'step.recode.combine': '{sentence}, et réunir les lignes d’un même code',
  'step.recode.combine-how': '{sentence}, et réunir les lignes d’un même code\u00a0: {parts}',
  'step.recode.sum': 'additionner {columns}',
  'step.recode.ratio': 'recalculer {columns}',
  'step.recode.blank': 'laisser {columns} sans valeur',
} as const;
