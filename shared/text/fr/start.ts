/** The first screen. */
export const start = {
  'start.title': 'Passer vos données au crible',
  'start.lead':
    'Ouvrez un fichier de l’INSEE, de la DGCL ou le vôtre, gardez les lignes qui comptent, croisez, dessinez, exportez. Sans formule et sans réseau.',
  'start.open': 'Ouvrir un fichier',
  'start.open-hint': 'Excel, OpenDocument, CSV ou texte, dBase, SYLK, DIF, Parquet, ou l’un d’eux en .zip ou .gz',
  'start.drop': 'Déposez vos fichiers ici',
  'start.drop-hint':
    'ou glissez-les dans cette fenêtre, ou collez (Ctrl+V) des cellules copiées d’un tableur ou d’une page web',
  'start.target': 'Trouver les collectivités cibles',
  'start.target-hint': 'Seuils de population et d’agents, sur votre territoire',
  'start.example': 'Essayer avec un exemple',
  'start.example-hint': 'Un jeu fourni, un premier graphique et quelques pas à suivre.',
  'start.example.communes': 'Communes et habitants',
  'start.example.communes-hint': 'Population municipale 2023, par région',
  'start.example.epci': 'EPCI à fiscalité propre',
  'start.example.epci-hint': 'Combien de communes chacun réunit-il\u202f?',
  'start.example.departements': 'Départements',
  'start.example.departements-hint': 'Du plus peuplé au moins peuplé, puis sur une carte',
  'start.guide': 'Premiers pas',
  'start.guide.step': 'Pas {step} sur {count}.',
  'start.guide.next': 'Suivant',
  'start.guide.end': 'Terminer',
  'start.guide.sentence':
    'Ce graphique est une phrase\u00a0: cliquez un mot encadré («\u00a0la somme\u00a0», «\u00a0Population…\u00a0») pour le changer.',
  'start.guide.click':
    'Cliquez une barre, un point, ou tracez un intervalle\u00a0: la table ne garde que ces lignes. L’étape apparaît à droite\u202f; Ctrl+Z l’annule.',
  'start.guide.table':
    'L’onglet Tableau montre les lignes qui restent. Le menu d’un en-tête filtre et trie, sans jamais toucher à l’original.',
  'start.guide.map': 'L’onglet Carte place les codes sur leurs contours. Un territoire cliqué filtre aussi la table.',
  'start.guide.report':
    '«\u00a0Ajouter au rapport\u00a0» met ce graphique dans l’onglet Rapport, que vous remettez en page web, document ou PDF.',
  'start.recent': 'Projets récents',
  'start.recent-none': 'Vos projets enregistrés apparaîtront ici.',
  'start.recent-saved': 'enregistré le {date}',
  'start.recent-forget': 'Retirer « {name} » de cette liste',
  'start.open-project': 'Ouvrir un projet (.crible)',
  'start.built-in': 'Données intégrées',
  'start.built-in-lead': 'Disponibles sans réseau. Ouvrez-les comme n’importe quelle table.',
  'start.built-in-more': { one: 'Voir {count} autre table', other: 'Voir {count} autres tables' },
  'start.licence': 'Sous {licence}',
  'start.promise': 'Notre promesse',
  'start.promise-files': 'Vos fichiers d’origine ne sont jamais modifiés.',
  'start.promise-loss': 'Après une coupure, vous perdez au plus la dernière action.',
  'start.promise-network': 'Aucune donnée ne quitte votre poste.',
  'start.promise-rows': 'Aucune ligne n’est ignorée sans que ce soit dit.',
  'start.back': 'Revenir au projet « {name} »',
} as const;
