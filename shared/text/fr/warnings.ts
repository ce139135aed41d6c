/** Things to know about a file or a result, never a failure. Keys are `warning.<code>`. */
export const warnings = {
  'warning.unknown': 'Point à vérifier.',
  'warning.target-vintage': 'Population utilisée : {label}.',
  'warning.target-no-staff':
    'Aucune donnée d’effectif : aucun fichier public ne donne les ETP par commune. {count} communes passent le seuil de population ; leur verdict reste à établir avec leurs effectifs.',
  'warning.target-overseas':
    '{count} communes des collectivités d’outre-mer (COM) ne sont pas comptées dans « France ».',
  'warning.target-no-population':
    '{count} communes n’ont pas de population dans la source choisie : {names}. Elles ne sont jamais comptées sous le seuil.',
  'warning.target-staff-unmatched':
    '{count} communes au-dessus du seuil de population n’ont pas de ligne dans le fichier d’effectifs : {names}. Elles sont à vérifier, jamais « moins de {threshold} agents ».',
  'warning.target-staff-blank':
    '{count} communes au-dessus du seuil de population ont une ligne dans le fichier d’effectifs, mais un effectif vide ou inconnu.',
  'warning.target-staff-duplicates':
    '{count} identifiants figurent plusieurs fois dans le fichier d’effectifs : la première ligne renseignée est retenue, rien n’est multiplié.',
  'warning.target-population-unmatched':
    '{count} lignes du fichier de population ne correspondent à aucune commune du COG 2026 : {names}.',
  'warning.target-population-duplicates':
    '{count} codes communes figurent plusieurs fois dans le fichier de population : la première ligne est retenue.',
  'warning.target-old-codes':
    '{count} anciens codes de communes ont été rattachés à la commune qui leur a succédé ; leurs populations sont additionnées.',
  'warning.target-arrondissements-summed':
    '{count} arrondissements de Paris, Lyon et Marseille ont été regroupés en communes.',
  'warning.target-arrondissements-dropped':
    '{count} arrondissements municipaux ont été écartés : leur commune figure déjà dans le fichier.',
  'warning.target-components-dropped':
    '{count} lignes de communes déléguées, associées ou d’arrondissements ont été écartées : ce ne sont pas des collectivités.',
  'warning.target-columns': 'Colonnes retenues dans « {file} » : {columns}.',
  'warning.target-other-population': 'Avec l’autre population ({label}), {count} verdicts de seuil changent.',
  'warning.source-changed':
    'Le fichier « {file} » n’est plus celui du projet : {rowsBefore} lignes alors, {rowsAfter} maintenant. {columns}',
  'warning.join-multiplies':
    'La table de droite a plusieurs lignes pour {keys} clés : la première de chacune est prise. En les gardant toutes, {rowsBefore} lignes deviendraient {rowsAfter}.',
  'warning.join-multiplied':
    'La jointure multiplie des lignes : {rowsBefore} avant, {rowsAfter} après. Une somme compterait plusieurs fois les mêmes valeurs.',
  'warning.join-none':
    'Aucune clé ne se retrouve des deux côtés. Vérifiez que les deux colonnes contiennent la même sorte de code.',
  'warning.join-keys-missing': '{rows} lignes n’ont pas de clé et ne peuvent rien trouver.',
} as const;

export type WarningCode = keyof typeof warnings extends `warning.${infer Code}` ? Code : never;
