/** Things to know about a file or a result, never a failure. Keys are `warning.<code>`. */
export const warnings = {
  'warning.unknown': 'Point à vérifier.',
  'warning.target-vintage': 'Population de la liste : {label}.',
  'warning.target-plain-population':
    'La colonne « {column} » ne dit pas si la population est municipale ou totale : vérifiez-le auprès de son producteur.',
  'warning.target-no-staff': {
    one: 'Aucune donnée d’effectif : aucun fichier public ne donne les ETP par commune. {count} commune passe le seuil de population ; son verdict reste à établir avec son effectif.',
    other:
      'Aucune donnée d’effectif : aucun fichier public ne donne les ETP par commune. {count} communes passent le seuil de population ; leur verdict reste à établir avec leurs effectifs.',
  },
  'warning.target-overseas':
    '« France » ne compte pas les {count} communes des collectivités d’outre-mer (COM), où d’autres règles s’appliquent.',
  'warning.target-no-population': {
    one: '{count} commune ({names}) n’a pas de population dans la source choisie. Elle n’est jamais comptée sous le seuil.',
    other:
      '{count} communes ({names}) n’ont pas de population dans la source choisie. Elles ne sont jamais comptées sous le seuil.',
  },
  'warning.target-staff-unmatched': {
    one: '{count} commune ({names}) n’a pas de ligne dans le fichier d’effectifs. Elle est à vérifier, jamais « moins de {threshold} agents ».',
    other:
      '{count} communes ({names}) n’ont pas de ligne dans le fichier d’effectifs. Elles sont à vérifier, jamais « moins de {threshold} agents ».',
  },
  'warning.target-staff-blank': {
    one: '{count} commune a une ligne dans le fichier d’effectifs, mais un effectif vide : elle est à vérifier.',
    other: '{count} communes ont une ligne dans le fichier d’effectifs, mais un effectif vide : elles sont à vérifier.',
  },
  'warning.target-staff-duplicates': {
    one: '{count} identifiant figure plusieurs fois dans le fichier d’effectifs : sa première ligne renseignée est retenue, rien n’est multiplié.',
    other:
      '{count} identifiants figurent plusieurs fois dans le fichier d’effectifs : leur première ligne renseignée est retenue, rien n’est multiplié.',
  },
  'warning.target-population-unmatched': {
    one: '{count} ligne du fichier de population ({names}) ne correspond à aucune commune du COG 2026.',
    other: '{count} lignes du fichier de population ({names}) ne correspondent à aucune commune du COG 2026.',
  },
  'warning.target-population-duplicates': {
    one: '{count} ligne du fichier de population répète un code commune : la première ligne de ce code est retenue.',
    other:
      '{count} lignes du fichier de population répètent un code commune : la première ligne de chaque code est retenue.',
  },
  'warning.target-old-codes': {
    one: '{count} ancien code de commune a été rattaché à la commune qui lui a succédé ; les populations sont additionnées.',
    other:
      '{count} anciens codes de communes ont été rattachés à la commune qui leur a succédé ; les populations sont additionnées.',
  },
  'warning.target-arrondissements-summed':
    '{count} arrondissements de Paris, Lyon et Marseille ont été regroupés en communes.',
  'warning.target-arrondissements-dropped':
    '{count} arrondissements municipaux ont été écartés : leur commune figure déjà dans le fichier.',
  'warning.target-components-dropped': {
    one: '{count} ligne de commune déléguée, associée ou d’arrondissement a été écartée : ce n’est pas une collectivité.',
    other:
      '{count} lignes de communes déléguées, associées ou d’arrondissements ont été écartées : ce ne sont pas des collectivités.',
  },
  'warning.target-other-population': {
    one: 'Avec l’autre population ({label}), {count} commune change de côté du seuil.',
    other: 'Avec l’autre population ({label}), {count} communes changent de côté du seuil.',
  },
  'warning.source-changed':
    'Le fichier « {file} » n’est plus celui du projet : {rowsBefore} lignes alors, {rowsAfter} maintenant. {columns}',
  'warning.join-multiplies':
    'La table de droite a plusieurs lignes pour {keys} clés : la première de chacune est prise. En les gardant toutes, {rowsBefore} lignes deviendraient {rowsAfter}.',
  'warning.join-multiplied':
    'La jointure multiplie des lignes : {rowsBefore} avant, {rowsAfter} après. Une somme compterait plusieurs fois les mêmes valeurs.',
  'warning.join-none':
    'Aucune clé ne se retrouve des deux côtés. Vérifiez que les deux colonnes contiennent la même sorte de code.',
  'warning.join-keys-missing': '{rows} lignes n’ont pas de clé et ne peuvent rien trouver.',
  // Opening files.
  'warning.short-rows':
    '{count} lignes ont moins de cellules que de colonnes\u00a0: elles sont gardées, les cellules absentes sont vides.',
  'warning.long-rows':
    '{count} lignes ont plus de cellules que de colonnes\u00a0: elles sont gardées, ce qui dépasse est dans la liste des cellules écartées.',
  'warning.blank-rows': '{count} lignes entièrement vides ne sont pas reprises.',
  'warning.lost-zeros':
    'Colonne «\u00a0{column}\u00a0»\u00a0: {count} codes ont perdu leur zéro de tête. Une étape «\u00a0Réparer les codes\u00a0» les rétablit.',
  'warning.spaced-codes':
    'Colonne «\u00a0{column}\u00a0»\u00a0: {count} codes contiennent des espaces ou des caractères invisibles.',
  'warning.number-codes':
    'Colonne «\u00a0{column}\u00a0»\u00a0: les codes étaient enregistrés comme des nombres\u202f; ils sont lus comme du texte.',
  'warning.missing-codes':
    'Colonne «\u00a0{column}\u00a0»\u00a0: {count} cellules codées {codes} sont lues comme manquantes, avec leur raison.',
  'warning.invalid-cells':
    'Colonne «\u00a0{column}\u00a0»\u00a0: {count} cellules ne se convertissent pas\u202f; elles sont listées et lues comme manquantes.',
  'warning.total-rows': '{count} lignes semblent être des totaux\u00a0: elles compteraient deux fois dans une somme.',
  'warning.mixed-encoding':
    'Quelques caractères n’étaient pas dans l’encodage du fichier ({encoding})\u00a0: ils ont été lus au mieux.',
  'warning.no-header': 'Aucune ligne de titres n’a été trouvée\u00a0: les colonnes sont numérotées.',
  'warning.full-rows':
    'Le fichier a exactement {count} lignes, limite d’une version d’Excel\u00a0: il a peut-être été tronqué.',
  'warning.percentages':
    'Colonne «\u00a0{column}\u00a0»\u00a0: les valeurs sont des pourcentages (12,5 vaut 12,5\u00a0%).',
  'warning.split-commune-code':
    'Le code commune est en deux colonnes («\u00a0{departement}\u00a0» et «\u00a0{commune}\u00a0»)\u00a0: assemblez-les pour croiser avec d’autres fichiers.',
} as const;

export type WarningCode = keyof typeof warnings extends `warning.${infer Code}` ? Code : never;
