/** Things to know about a file or a result, never a failure. Keys are `warning.<code>`. */
export const warnings = {
  'warning.unknown': 'Point à vérifier.',
  'warning.target-vintage': 'Population de la liste : {label}.',
  'warning.target-plain-population':
    'La colonne « {column} » ne dit pas si la population est municipale ou totale : vérifiez-le auprès de son producteur.',
  'warning.target-no-staff': {
    one: 'Aucune donnée d’effectif : aucun fichier public ne donne les ETP par commune. {count} collectivité passe le seuil de population ; son verdict reste à établir avec son effectif.',
    other:
      'Aucune donnée d’effectif : aucun fichier public ne donne les ETP par commune. {count} collectivités passent le seuil de population ; leur verdict reste à établir avec leurs effectifs.',
  },
  'warning.target-overseas':
    '« France » ne compte pas les {count} communes des collectivités d’outre-mer (COM), où d’autres règles s’appliquent.',
  'warning.target-no-population': {
    one: '{count} collectivité ({names}) n’a pas de population dans la source choisie. Elle n’est jamais comptée sous le seuil.',
    other:
      '{count} collectivités ({names}) n’ont pas de population dans la source choisie. Elles ne sont jamais comptées sous le seuil.',
  },
  'warning.target-staff-unmatched': {
    one: '{count} collectivité ({names}) n’a pas de ligne dans le fichier d’effectifs. Elle est à vérifier, jamais « moins de {threshold} agents ».',
    other:
      '{count} collectivités ({names}) n’ont pas de ligne dans le fichier d’effectifs. Elles sont à vérifier, jamais « moins de {threshold} agents ».',
  },
  'warning.target-staff-blank': {
    one: '{count} collectivité a une ligne dans le fichier d’effectifs, mais un effectif vide : elle est à vérifier.',
    other:
      '{count} collectivités ont une ligne dans le fichier d’effectifs, mais un effectif vide : elles sont à vérifier.',
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
    'Le croisement multiplie des lignes : {rowsBefore} avant, {rowsAfter} après. Une somme compterait plusieurs fois les mêmes valeurs.',
  'warning.join-none':
    'Aucune clé ne se retrouve des deux côtés. Vérifiez que les deux colonnes contiennent la même sorte de code.',
  'warning.join-keys-missing': '{rows} lignes n’ont pas de clé et ne peuvent rien trouver.',
  // Opening files.
  'warning.short-rows': {
    one: '{count} ligne a moins de cellules que de colonnes\u00a0: les cellules absentes sont vides.',
    other: '{count} lignes ont moins de cellules que de colonnes\u00a0: les cellules absentes sont vides.',
  },
  'warning.joined-cells': {
    one: '{count} ligne avait une cellule de trop, faute de guillemets autour d’un texte ou d’un montant\u00a0: les morceaux ont été réunis («\u00a0{example}\u00a0»).',
    other:
      '{count} lignes avaient des cellules de trop, faute de guillemets autour d’un texte ou d’un montant\u00a0: les morceaux ont été réunis («\u00a0{example}\u00a0»).',
  },
  'warning.wrapped-lines': {
    one: '{count} ligne était entièrement entre guillemets, dans une seule cellule (comme après un réenregistrement dans Excel) : elle est lue comme les autres. « Séparateur » permet de la lire autrement.',
    other:
      '{count} lignes étaient entièrement entre guillemets, chacune dans une seule cellule (comme après un réenregistrement dans Excel) : elles sont lues en colonnes. « Séparateur » permet de les lire autrement.',
  },
  'warning.packed-cells':
    'Chaque ligne de la feuille tient dans une seule cellule, ses valeurs séparées par «\u00a0{delimiter}\u00a0» (un fichier CSV ouvert puis enregistré dans un tableur)\u00a0: elle est lue en colonnes. «\u00a0Séparateur\u00a0» permet de la garder telle quelle.',
  'warning.long-rows':
    '{count} lignes ont plus de cellules que de colonnes\u00a0: elles sont gardées, ce qui dépasse est dans la liste des cellules écartées.',
  'warning.outlines-unread':
    'Ce tableau accompagne des contours (.shp), qui ne sont pas lus. Pour les dessiner, ouvrez le GeoJSON de la même source comme fond de carte.',
  'warning.fields-apart': {
    one: 'Le champ «\u00a0{names}\u00a0» n’est pas repris\u00a0: son contenu est dans un autre fichier (.dbt, .fpt) ou n’est pas du texte.',
    other:
      '{count} champs ({names}) ne sont pas repris\u00a0: leur contenu est dans un autre fichier (.dbt, .fpt) ou n’est pas du texte.',
  },
  'warning.records-missing':
    'Le fichier annonce {announced} enregistrements et n’en contient que {read}\u00a0: il est peut-être tronqué. Téléchargez-le ou copiez-le de nouveau.',
  'warning.records-uncounted':
    'Le fichier annonce {announced} enregistrements et en contient {read}\u00a0: tous sont lus.',
  'warning.deleted-records': {
    one: '{count} enregistrement marqué comme effacé dans le fichier n’est pas repris.',
    other: '{count} enregistrements marqués comme effacés dans le fichier ne sont pas repris.',
  },
  'warning.starred-numbers': {
    one: '{count} nombre écrit avec des astérisques (sans valeur, ou trop grand pour son champ) est lu comme vide.',
    other:
      '{count} nombres écrits avec des astérisques (sans valeur, ou trop grands pour leur champ) sont lus comme vides.',
  },
  'warning.blank-rows': '{count} lignes entièrement vides ne sont pas reprises.',
  'warning.lost-zeros':
    'Colonne «\u00a0{column}\u00a0»\u00a0: {count} codes ont perdu leur zéro de tête. Une étape «\u00a0Réparer les codes\u00a0» les rétablit.',
  'warning.spaced-codes':
    'Colonne «\u00a0{column}\u00a0»\u00a0: {count} codes contiennent des espaces ou des caractères invisibles.',
  'warning.opened-codes': {
    one: 'Colonne «\u00a0{column}\u00a0»\u00a0: {count} code est précédé de son millésime et de son niveau ({examples})\u00a0; une étape «\u00a0Réparer les codes\u00a0» les retire.',
    other:
      'Colonne «\u00a0{column}\u00a0»\u00a0: {count} codes sont précédés de leur millésime et de leur niveau ({examples})\u00a0; une étape «\u00a0Réparer les codes\u00a0» les retire.',
  },
  'warning.mixed-openings':
    'Colonne «\u00a0{column}\u00a0»\u00a0: les codes sont de plusieurs niveaux ({examples})\u00a0; gardez-en un seul avant de compter ou d’additionner.',
  'warning.padded-texts': {
    one: '{count} texte commence ou finit par un espace ({names})\u00a0: il ne serait pas reconnu dans un filtre ou un croisement.',
    other:
      '{count} textes commencent ou finissent par un espace ({names})\u00a0: ils ne seraient pas reconnus dans un filtre ou un croisement.',
  },
  'warning.protected-cells': {
    one: 'Colonne « {column} » : {count} cellule écrite pour être protégée d’Excel ({examples}) est lue sans sa protection.',
    other:
      'Colonne « {column} » : {count} cellules écrites pour être protégées d’Excel ({examples}) sont lues sans leur protection.',
  },
  'warning.protected-cells-several':
    '{number} colonnes (« {first} » à « {last} ») : {count} cellules écrites pour être protégées d’Excel sont lues sans leur protection.',
  'warning.number-codes':
    'Colonne «\u00a0{column}\u00a0»\u00a0: les codes étaient enregistrés comme des nombres\u202f; ils sont lus comme du texte.',
  'warning.missing-codes':
    'Colonne «\u00a0{column}\u00a0»\u00a0: {count} cellules codées {codes} sont lues comme manquantes, avec leur raison.',
  'warning.invalid-cells': {
    one: 'Colonne «\u00a0{column}\u00a0»\u00a0: {count} cellule ne se convertit pas ({examples})\u202f; elle est mise de côté, listée et lue comme manquante.',
    other:
      'Colonne «\u00a0{column}\u00a0»\u00a0: {count} cellules ne se convertissent pas ({examples})\u202f; elles sont mises de côté, listées et lues comme manquantes.',
  },
  'warning.dots-as-decimals':
    'Colonne « {column} » : « {example} » est lu {decimals}. Rien ne dit si ce point sépare les décimales ou les milliers ({thousands}).',
  'warning.dots-as-thousands':
    'Colonne « {column} » : « {example} » est lu {thousands}. Rien ne dit si ce point sépare les milliers ou les décimales ({decimals}).',
  'warning.grouped-thousands': 'Colonne « {column} » : « {example} » est lu {thousands}.',
  'warning.negatives': 'Colonne « {column} » : les nombres écrits comme « {example} » sont lus comme négatifs.',
  'warning.scaled-amounts': {
    one: 'Colonne «\u00a0{column}\u00a0»\u00a0: {count} montant est lu en euros d’après son unité («\u00a0{example}\u00a0» vaut {euros}).',
    other:
      'Colonne «\u00a0{column}\u00a0»\u00a0: {count} montants sont lus en euros d’après leur unité («\u00a0{example}\u00a0» vaut {euros}).',
  },
  'warning.scaled-amounts-several':
    '{number} colonnes («\u00a0{first}\u00a0» à «\u00a0{last}\u00a0»)\u00a0: {count} montants sont lus en euros d’après leur unité (k€, M€, Md€).',
  'warning.unit-numbers': {
    one: 'Colonne «\u00a0{column}\u00a0»\u00a0: {count} nombre est lu sans l’unité écrite après lui ({unit}, dans «\u00a0{example}\u00a0»)\u202f; elle est gardée dans le libellé de la colonne.',
    other:
      'Colonne «\u00a0{column}\u00a0»\u00a0: {count} nombres sont lus sans l’unité écrite après eux ({unit}, dans «\u00a0{example}\u00a0»)\u202f; elle est gardée dans le libellé de la colonne.',
  },
  'warning.unit-numbers-several':
    '{number} colonnes («\u00a0{first}\u00a0» à «\u00a0{last}\u00a0»)\u00a0: {count} nombres sont lus sans l’unité écrite après eux\u202f; elle est gardée dans le libellé de chaque colonne.',
  'warning.yes-no-letters-several':
    '{number} colonnes («\u00a0{first}\u00a0» à «\u00a0{last}\u00a0»)\u00a0: {count} cellules O ou N sont lues comme oui ou non. Le type de chaque colonne permet de les garder en texte.',
  'warning.merged-cells': {
    one: 'Colonne «\u00a0{column}\u00a0»\u00a0: {count} cellule est vide sous une cellule fusionnée, écrite une seule fois dans le classeur.',
    other:
      'Colonne «\u00a0{column}\u00a0»\u00a0: {count} cellules sont vides sous des cellules fusionnées, écrites une seule fois dans le classeur.',
  },
  'warning.merged-repeated': {
    one: 'Colonne «\u00a0{column}\u00a0»\u00a0: {count} cellule reprend la valeur de la cellule fusionnée au-dessus d’elle.',
    other:
      'Colonne «\u00a0{column}\u00a0»\u00a0: {count} cellules reprennent la valeur de la cellule fusionnée au-dessus d’elles.',
  },
  'warning.uncalculated-cells': {
    one: '{count} cellule est une formule dont le résultat n’est pas enregistré dans le classeur\u00a0: elle est vide ici. Ouvrez-le et enregistrez-le dans un tableur, puis ouvrez-le de nouveau.',
    other:
      '{count} cellules sont des formules dont le résultat n’est pas enregistré dans le classeur\u00a0: elles sont vides ici. Ouvrez-le et enregistrez-le dans un tableur, puis ouvrez-le de nouveau.',
  },
  'warning.damaged-cells': {
    one: '{count} cellule a perdu une partie de son texte\u00a0: le classeur est abîmé à cet endroit. Ce qu’il en reste est gardé\u202f; demandez le fichier d’origine.',
    other:
      '{count} cellules ont perdu tout ou partie de leur texte\u00a0: le classeur est abîmé à ces endroits. Ce qu’il en reste est gardé\u202f; demandez le fichier d’origine.',
  },
  'warning.marked-numbers': {
    one: 'Colonne «\u00a0{column}\u00a0»\u00a0: {count} nombre suivi d’une marque de note («\u00a0{example}\u00a0») est lu sans elle.',
    other:
      'Colonne «\u00a0{column}\u00a0»\u00a0: {count} nombres suivis d’une marque de note («\u00a0{example}\u00a0») sont lus sans elle.',
  },
  'warning.marked-numbers-several':
    '{number} colonnes («\u00a0{first}\u00a0» à «\u00a0{last}\u00a0»)\u00a0: {count} nombres suivis d’une marque de note (*, (p), ¹) sont lus sans elle.',
  'warning.rounded-codes': {
    one: 'Colonne «\u00a0{column}\u00a0»\u00a0: {count} code a été arrondi par un tableur ({example})\u00a0: ses chiffres sont perdus. Demandez le fichier d’origine.',
    other:
      'Colonne «\u00a0{column}\u00a0»\u00a0: {count} codes ont été arrondis par un tableur ({example})\u00a0: leurs chiffres sont perdus. Demandez le fichier d’origine.',
  },
  'warning.mixed-scales':
    'Colonne «\u00a0{column}\u00a0»\u00a0: des montants avec leur unité («\u00a0{example}\u00a0») et des nombres sans unité s’y mêlent\u202f; la colonne reste un texte.',
  'warning.thousands-of-euros': {
    one: 'Colonne «\u00a0{first}\u00a0»\u00a0: son titre dit des milliers d’euros\u202f; ses nombres sont gardés tels quels.',
    other:
      '{count} colonnes, à partir de «\u00a0{first}\u00a0»\u00a0: leur titre dit des milliers d’euros\u202f; leurs nombres sont gardés tels quels.',
  },
  'warning.millions-of-euros': {
    one: 'Colonne «\u00a0{first}\u00a0»\u00a0: son titre dit des millions d’euros\u202f; ses nombres sont gardés tels quels.',
    other:
      '{count} colonnes, à partir de «\u00a0{first}\u00a0»\u00a0: leur titre dit des millions d’euros\u202f; leurs nombres sont gardés tels quels.',
  },
  'warning.billions-of-euros': {
    one: 'Colonne «\u00a0{first}\u00a0»\u00a0: son titre dit des milliards d’euros\u202f; ses nombres sont gardés tels quels.',
    other:
      '{count} colonnes, à partir de «\u00a0{first}\u00a0»\u00a0: leur titre dit des milliards d’euros\u202f; leurs nombres sont gardés tels quels.',
  },
  'warning.yes-no-letters': {
    one: 'Colonne «\u00a0{column}\u00a0»\u00a0: {count} cellule O ou N est lue comme oui ou non.',
    other: 'Colonne «\u00a0{column}\u00a0»\u00a0: {count} cellules O ou N sont lues comme oui ou non.',
  },
  'warning.crosses': {
    one: 'Colonne «\u00a0{column}\u00a0»\u00a0: {count} croix est lue comme oui\u202f; les cellules vides restent vides.',
    other:
      'Colonne «\u00a0{column}\u00a0»\u00a0: {count} croix sont lues comme oui\u202f; les cellules vides restent vides.',
  },
  'warning.crosses-several':
    '{number} colonnes («\u00a0{first}\u00a0» à «\u00a0{last}\u00a0»)\u00a0: {count} croix sont lues comme oui\u202f; les cellules vides restent vides. Le type de chaque colonne permet de les garder en texte.',
  'warning.odd-negatives': {
    one: 'Colonne « {column} » : {count} cellule ({examples}) est peut-être un nombre négatif, ou autre chose : rien ne le dit.',
    other:
      'Colonne « {column} » : {count} cellules ({examples}) sont peut-être des nombres négatifs, ou autre chose : rien ne le dit.',
  },
  'warning.total-rows': {
    one: 'Colonne «\u00a0{column}\u00a0»\u00a0: {count} ligne est un total ({examples})\u00a0; elle compterait deux fois dans une somme.',
    other:
      'Colonne «\u00a0{column}\u00a0»\u00a0: {count} lignes sont des totaux ({examples})\u00a0; elles compteraient deux fois dans une somme.',
  },
  'warning.group-rows': {
    one: 'Colonne «\u00a0{column}\u00a0»\u00a0: {count} ligne n’a que son texte ({examples})\u202f; c’est sans doute l’intertitre des lignes qui la suivent.',
    other:
      'Colonne «\u00a0{column}\u00a0»\u00a0: {count} lignes n’ont que leur texte ({examples})\u202f; ce sont sans doute les intertitres des lignes qui les suivent.',
  },
  'warning.page-rows': {
    one: 'Colonne «\u00a0{column}\u00a0»\u00a0: {count} ligne ({examples}) est un en-tête ou un pied de page imprimé.',
    other:
      'Colonne «\u00a0{column}\u00a0»\u00a0: {count} lignes ({examples}) sont des en-têtes ou des pieds de page imprimés\u00a0; le tableau continue d’une page à l’autre.',
  },
  'warning.status-rows': {
    one: 'Colonne «\u00a0{column}\u00a0»\u00a0: {count} ligne «\u00a0Codes\u00a0» dit l’état des valeurs de la série au-dessus d’elle (A, P…)\u202f; ses cellules sont lues comme manquantes, avec cette raison.',
    other:
      'Colonne «\u00a0{column}\u00a0»\u00a0: {count} lignes «\u00a0Codes\u00a0» disent l’état des valeurs de la série au-dessus d’elles (A, P…)\u202f; leurs cellules sont lues comme manquantes, avec cette raison.',
  },
  'warning.phone-zeros': {
    one: 'Colonne «\u00a0{column}\u00a0»\u00a0: {count} numéro de téléphone a perdu son zéro de tête ({example}).',
    other:
      'Colonne «\u00a0{column}\u00a0»\u00a0: {count} numéros de téléphone ont perdu leur zéro de tête ({example}).',
  },
  'warning.float-codes':
    'Colonne «\u00a0{column}\u00a0»\u00a0: {count} codes sont écrits comme des nombres à virgule ({examples}). Une étape «\u00a0Réparer les codes\u00a0» les rétablit.',
  'warning.odd-codes': {
    one: 'Colonne «\u00a0{column}\u00a0»\u00a0: {count} valeur n’a pas la forme d’un code ({examples}).',
    other: 'Colonne «\u00a0{column}\u00a0»\u00a0: {count} valeurs n’ont pas la forme d’un code ({examples}).',
  },
  'warning.postal-as-insee':
    'Colonne «\u00a0{column}\u00a0»\u00a0: ce sont des codes postaux et non des codes commune, malgré son titre.',
  'warning.insee-as-postal':
    'Colonne «\u00a0{column}\u00a0»\u00a0: ce sont des codes commune (INSEE) et non des codes postaux, malgré son titre.',
  'warning.periods':
    'Colonne «\u00a0{column}\u00a0»\u00a0: les périodes (mois, trimestres, semestres) sont lues comme la date de leur premier jour.',
  'warning.serial-dates':
    'Colonne «\u00a0{column}\u00a0»\u00a0: les nombres sont lus comme des dates d’Excel (45\u202f292 est le 1er janvier 2024).',
  'warning.serial-dates-1904':
    'Colonne « {column} » : les nombres sont lus comme des dates d’Excel, dans le calendrier 1904 de ce classeur (43\u202f830 est le 1er janvier 2024).',
  'warning.mixed-text': {
    one: 'Colonne «\u00a0{column}\u00a0»\u00a0: {count} texte ({examples}) au milieu de nombres ou de dates\u00a0; la colonne reste un texte.',
    other:
      'Colonne «\u00a0{column}\u00a0»\u00a0: {count} textes ({examples}) au milieu de nombres ou de dates\u00a0; la colonne reste un texte.',
  },
  'warning.mixed-percentages':
    'Colonne «\u00a0{column}\u00a0»\u00a0: des pourcentages (12,5\u00a0%) et des nombres sans signe s’y mêlent\u00a0; la colonne reste un texte.',
  'warning.wide-years':
    '{count} colonnes sont des années ou des périodes («\u00a0{first}\u00a0» à «\u00a0{last}\u00a0»)\u00a0: les mettre en lignes permet de filtrer et de tracer une courbe.',
  'warning.mixed-levels':
    'Colonne «\u00a0{column}\u00a0»\u00a0: les lignes sont de plusieurs niveaux ({examples})\u00a0; gardez-en un seul avant de compter ou d’additionner.',
  'warning.repeated-headers': {
    one: 'La ligne de titres est répétée {count} fois au milieu des données.',
    other: 'La ligne de titres est répétée {count} fois au milieu des données.',
  },
  'warning.stacked-tables': {
    one: 'Un autre tableau semble commencer à la ligne {row}\u00a0: il est lu à la suite du premier. «\u00a0Tableau de la feuille\u00a0» permet d’en lire un seul.',
    other:
      '{count} autres tableaux semblent commencer plus bas, le premier à la ligne {row}\u00a0: ils sont lus à la suite. «\u00a0Tableau de la feuille\u00a0» permet d’en lire un seul.',
  },
  'warning.municipal-arrondissements': {
    one: 'Colonne «\u00a0{column}\u00a0»\u00a0: {count} ligne est un arrondissement de Paris, Lyon ou Marseille, et non une commune.',
    other:
      'Colonne «\u00a0{column}\u00a0»\u00a0: {count} lignes sont des arrondissements de Paris, Lyon ou Marseille, et non des communes.',
  },
  'warning.missing-codes-several':
    '{number} colonnes («\u00a0{first}\u00a0» à «\u00a0{last}\u00a0»)\u00a0: {count} cellules codées {codes} sont lues comme manquantes, avec leur raison.',
  'warning.invalid-cells-several':
    '{number} colonnes («\u00a0{first}\u00a0» à «\u00a0{last}\u00a0»)\u00a0: {count} cellules ne se convertissent pas\u202f; elles sont listées et lues comme manquantes.',
  'warning.number-codes-several':
    '{number} colonnes de codes étaient enregistrées comme des nombres\u202f; elles sont lues comme du texte.',
  'warning.percentages-several':
    '{number} colonnes («\u00a0{first}\u00a0» à «\u00a0{last}\u00a0») sont des pourcentages (12,5 vaut 12,5\u00a0%).',
  'warning.periods-several':
    '{number} colonnes de périodes (mois, trimestres, semestres) sont lues comme la date de leur premier jour.',
  'warning.documentation': {
    one: 'Ce fichier décrit {count} variable d’un autre fichier\u00a0: ses libellés peuvent être appliqués aux colonnes.',
    other:
      'Ce fichier décrit {count} variables d’un autre fichier\u00a0: ses libellés peuvent être appliqués aux colonnes.',
  },
  'warning.labelled': {
    one: '{count} colonne a reçu le libellé de la feuille «\u00a0{sheet}\u00a0».',
    other: '{count} colonnes ont reçu leur libellé de la feuille «\u00a0{sheet}\u00a0».',
  },
  'warning.aligned-columns':
    'Les colonnes de ce texte sont alignées par des espaces, sans séparateur\u00a0: elles sont lues à leur place. «\u00a0Séparateur\u00a0» permet de les lire autrement.',
  'warning.drawn-table':
    'Ce tableau est dessiné dans un texte, avec des barres et des tirets\u00a0: ses cellules sont lues sans eux. «\u00a0Séparateur\u00a0» permet de les lire autrement.',
  'warning.rare-delimiter':
    'Les cellules sont séparées par «\u00a0{delimiter}\u00a0». «\u00a0Séparateur\u00a0» permet de les lire autrement.',
  'warning.apostrophe-cells':
    "Les cellules sont entre apostrophes (\u202f'01001'\u202f)\u00a0: elles sont lues sans elles.",
  'warning.glued-columns':
    'Toutes les lignes ont {count} caractères et rien ne sépare leurs colonnes\u00a0: c’est sans doute un fichier à largeur fixe, que Crible ne sait pas découper. Son producteur peut en donner un en CSV.',
  'warning.tables-beside':
    '{count} tableaux aux mêmes titres sont côte à côte dans cette feuille\u00a0: chaque ligne les lit ensemble. «\u00a0Tableau de la feuille\u00a0» permet d’en lire un seul.',
  'warning.mixed-encoding':
    'Quelques caractères n’étaient pas dans l’encodage du fichier ({encoding})\u00a0: ils ont été lus au mieux.',
  'warning.encoded-as-dos':
    'Ce fichier a été pris pour un texte de DOS puis réécrit («\u00a0Ú\u00a0» pour «\u00a0é\u00a0»)\u00a0: il est lu avec ses accents. «\u00a0Encodage\u00a0» permet de le lire tel quel.',
  'warning.encoded-twice':
    'Ce fichier a été encodé deux fois en UTF-8 (« Ã© » pour « é ») : il est lu avec ses accents. « Encodage » permet de le lire tel quel.',
  'warning.misread-texts': {
    one: '{count} cellule ou titre avait été enregistré avec des accents abîmés ({examples})\u00a0: le texte est lu réparé. «\u00a0Textes abîmés\u00a0» permet de le laisser tel quel.',
    other:
      '{count} cellules ou titres avaient été enregistrés avec des accents abîmés ({examples})\u00a0: les textes sont lus réparés. «\u00a0Textes abîmés\u00a0» permet de les laisser tels quels.',
  },
  'warning.html-texts': {
    one: '{count} cellule ou titre contient des codes de page web ({examples})\u00a0: le texte est lu en clair. «\u00a0Textes abîmés\u00a0» permet de le laisser tel quel.',
    other:
      '{count} cellules ou titres contiennent des codes de page web ({examples})\u00a0: les textes sont lus en clair. «\u00a0Textes abîmés\u00a0» permet de les laisser tels quels.',
  },
  'warning.no-header': 'Aucune ligne de titres n’a été trouvée\u00a0: les colonnes sont numérotées.',
  'warning.full-rows':
    'Le fichier a exactement {count} lignes, limite d’une version d’Excel\u00a0: il a peut-être été tronqué.',
  'warning.percentages':
    'Colonne «\u00a0{column}\u00a0»\u00a0: les valeurs sont des pourcentages (12,5 vaut 12,5\u00a0%).',
  'warning.split-commune-code':
    'Le code commune est en deux colonnes («\u00a0{departement}\u00a0» et «\u00a0{commune}\u00a0»)\u00a0: assemblez-les pour croiser avec d’autres fichiers.',
} as const;

export type WarningCode = keyof typeof warnings extends `warning.${infer Code}` ? Code : never;
