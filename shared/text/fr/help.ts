/** The help window. */
export const help = {
  'help.title': 'Aide',
  'help.parts': 'Ce que fait chaque partie',
  'help.part-tables': 'Tables',
  'help.part-tables-text':
    'À gauche, les fichiers ouverts. Chaque table garde ses propres étapes. Les « tables de travail », faites pour une autre table, sont repliées dessous.',
  'help.part-opening': 'Ouverture',
  'help.part-opening-text':
    'Choisissez, glissez ou collez (Ctrl+V). Cochez les corrections proposées : chacune devient une étape ; les « autres lectures possibles » disent ce que Crible a supposé (1.234, textes au milieu de nombres, montants en k€, unités, O et N, croix, cellules fusionnées). Une feuille qui contient plusieurs tableaux les propose un par un, dans « Tableau de la feuille ». Des accents abîmés (« PrÞs ») ou des codes de page web sont réparés et comptés ; « Textes abîmés » les laisse tels quels. « Rouvrir avec d’autres réglages », sous le nom du fichier, relit sans rien perdre. Un fichier « Variables » ou meta_*.csv ouvert à côté explique les colonnes et leurs codes. D’un shapefile (.zip), Crible lit le tableau (.dbf), pas les contours.',
  'help.part-grid': 'Tableau',
  'help.part-grid-text':
    'Au centre, les lignes qui restent. Le menu d’un en-tête filtre, trie, déplace ou épingle sa colonne ; glisser l’en-tête la déplace aussi. « Affichage » change la hauteur des lignes ; hauteur, colonnes figées et colonnes épinglées (le cadenas) sont gardées avec le projet. Clic droit sur une cellule : ne garder que sa valeur, l’écarter, voir toute la ligne. Ctrl+K trouve une colonne par son nom ou son libellé.',
  'help.part-steps': 'Étapes',
  'help.part-steps-text':
    'À droite, tout ce que vous avez fait, en phrases. Une étape se modifie, se déplace (en glissant, ou Ctrl+flèches), se nomme, se groupe, se suspend. Une étape cassée dit pourquoi et comment la réparer. « Comparer deux états » montre ce qu’elles ont changé ; le fichier d’origine ne change jamais.',
  'help.part-compute': 'Calculer',
  'help.part-compute-text':
    '«\u00a0Nouvelle colonne\u00a0»\u00a0: part, évolution, rang, classe, si… alors…, ou une formule avec les fonctions d’un tableur (SI, ARRONDI, GAUCHE…). «\u00a0Regrouper\u00a0» et «\u00a0Tableau croisé\u00a0» (un ou deux champs en colonnes) résument. Crible compte les résultats manquants, dit pourquoi, et demande avant d’additionner un taux ou un total répété.',
  'help.part-chart': 'Graphique',
  'help.part-chart-text':
    'Une phrase à compléter ; Crible refuse ce qui tromperait le lecteur et dit pourquoi. Un clic sur une marque filtre la table ; les lignes sélectionnées dans le tableau y ressortent, comme sur la carte. Les codes y portent leur libellé ; chaque image emporte titre, source, millésime, filtres et nombre de lignes.',
  'help.part-filter': 'Filtrer et comprendre',
  'help.part-filter-text':
    'Le menu d’un en-tête filtre par valeurs, bornes, texte, années et mois d’une date, plus grandes valeurs ou raison des cellules vides. L’onglet Profil dit tout d’une colonne et résume la table ; ses barres filtrent. « Une ligne manque » dit quelle étape l’a écartée, et « Vues » garde filtres, tri et colonnes sous un nom.',
  'help.part-join': 'Croiser',
  'help.part-join-text':
    'Avant de croiser, Crible dit combien de lignes se trouvent et pourquoi les autres non\u00a0: zéro perdu, commune fusionnée, arrondissement, total… Chaque cause a sa réparation en un clic, qui devient une étape.',
  'help.part-territory': 'Territoire',
  'help.part-territory-text':
    'Menu d’une table, ou «\u00a0Ajouter une étape\u00a0»\u00a0: garder un territoire, dater les codes commune et les convertir au COG actuel, voir quelles communes manquent.',
  'help.part-map': 'Carte',
  'help.part-map-text':
    'Les codes de la table placés sur des contours ; ceux qui n’y sont pas sont comptés, par cause. Un clic filtre la table.',
  'help.part-report': 'Rapport',
  'help.part-report-text':
    'Titres, textes, chiffres clés, graphiques, cartes, tableaux et note de méthode, qui suivent le projet. À remettre en page web, document ou PDF, données jointes. Ce qui tromperait n’en sort pas tel quel.',
  'help.part-target': 'Collectivités cibles',
  'help.part-target-text':
    'Population et agents comparés aux seuils : cible, hors cible ou à vérifier, avec la raison de chaque verdict. La colonne qui identifie chaque collectivité est proposée ; Crible dit d’après quoi, ou laquelle choisir.',
  'help.part-project': 'Projet',
  'help.part-project-text':
    'Un fichier .crible garde vos étapes et vos graphiques, pas les données : il se rejoue l’an prochain sur le nouveau fichier. À l’ouverture, Crible demande ce qui remplace une colonne qui a changé de nom.',
  'help.part-replay': 'L’an prochain',
  'help.part-replay-text':
    '« Rejouer » refait les mêmes étapes sur les nouveaux fichiers, puis montre qui entre, qui sort et qui a fusionné.',
  'help.keys': 'Raccourcis clavier',
  'help.key.open': 'Ouvrir un fichier',
  'help.key.save': 'Enregistrer le projet',
  'help.key.save-as': 'Enregistrer sous',
  'help.key.undo': 'Annuler',
  'help.key.redo': 'Rétablir',
  'help.key.export': 'Exporter la table',
  'help.key.palette': 'Chercher une commande ou une colonne',
  'help.key.zones': 'Passer d’une zone à l’autre',
  'help.key.header': 'Menu de l’en-tête de colonne',
  'help.key.filter': 'Filtrer la colonne',
  'help.key.find': 'Chercher dans toutes les lignes de la table',
  'help.key.go': 'Aller à une ligne',
  'help.key.move': 'Déplacer la colonne (sur son en-tête)',
  'help.key.copy': 'Copier la sélection, en-têtes compris',
  'help.key.paste': 'Ouvrir les cellules copiées d’un tableur ou d’une page web',
  'help.key.end': 'Aller à la dernière cellule',
  'help.key.escape': 'Fermer la fenêtre',
  'help.version': 'Crible {version}',
  'help.advice': 'Les verdicts de Crible aident à décider ; ils ne remplacent pas un avis juridique.',
} as const;
