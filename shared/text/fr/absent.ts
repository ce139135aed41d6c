/** « Pourquoi cette ligne n’y est pas ? » */
export const absent = {
  'absent.title': 'Pourquoi cette ligne n’y est pas\u202f?',
  'absent.search': 'Nom ou code',
  'absent.search-hint':
    'Cherché dans les textes et les codes de toutes les lignes du fichier, majuscules et accents ignorés.',
  'absent.answer': 'Réponse',
  'absent.none': 'Aucune ligne du fichier ne contient «\u00a0{search}\u00a0».',
  'absent.found': {
    one: '{count} ligne du fichier.',
    other: '{count} lignes du fichier, dont {shown} montrées.',
  },
  'absent.kept': 'Elle y est, à la ligne {place}.',
  'absent.removed': 'Écartée par l’étape {position}\u00a0: {sentence}.',
  'absent.merged': 'Elle y est comptée avec d’autres depuis l’étape {position}\u00a0: {sentence}.',
  'absent.part': '{condition}\u00a0: ici, {cells}.',
  'absent.cell': '{column} vaut {value}',
  'absent.cell-missing': '{column} n’a pas de valeur',
  'absent.disable': 'Désactiver cette étape',
  'absent.edit': 'Modifier cette étape…',
  'absent.action-disable': 'Désactiver l’étape {position}',
  'absent.open': 'Une ligne manque\u202f?',
} as const;
