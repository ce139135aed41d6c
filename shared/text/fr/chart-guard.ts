/** Honest-chart rules: what each says on the screen, and an example for « Pourquoi ce graphique trompe ». */
export const chartGuard = {
  'chart.rule.sum-of-ratio': 'Additionner des taux',
  'chart.guard.sum-of-ratio':
    '« {column} » est un taux, une part ou une moyenne : l’additionner n’a pas de sens. La médiane, elle, se compare.',
  'chart.example.sum-of-ratio': 'un taux de chômage de 8 % à Dole et de 9 % à Pau ne font pas 17 %.',
  'chart.rule.arithmetic-on-code': 'Calculer sur des codes',
  'chart.guard.arithmetic-on-code':
    '« {column} » n’est pas une quantité (texte ou code) : on peut compter ses valeurs, pas les calculer.',
  'chart.example.arithmetic-on-code': 'la moyenne des codes de département ne désigne aucun lieu.',
  'chart.rule.total-repeated': 'Additionner un total répété sur chaque ligne',
  'chart.guard.total-repeated':
    '« {column} » est la même sur toutes les lignes de chaque « {place} » : c’est un total répété, l’additionner le compterait plusieurs fois. Le maximum le lit une seule fois.',
  'chart.example.total-repeated':
    'un EPCI de 50 000 habitants et 30 communes, additionné sur ses communes, donnerait 1 500 000 habitants.',
  'chart.rule.years-added': 'Additionner des années',
  'chart.guard.years-added':
    'La somme court sur plusieurs années (« {column} ») : les mêmes habitants, agents ou logements y seraient comptés chaque année. L’année {last} seule, elle, se lit.',
  'chart.example.years-added': 'la population de 2015, de 2018 et de 2021 additionnée donne trois fois la France.',
  'chart.rule.total-among-parts': 'Dessiner le total parmi ses parts',
  'chart.guard.total-among-parts': '{names} : un total dessiné parmi les éléments qu’il contient déjà.',
  'chart.example.total-among-parts':
    'une barre « France » à côté des régions écrase toutes les autres, et les compte deux fois.',
  'chart.rule.arrondissements-doubled': 'Une ville à côté de ses arrondissements',
  'chart.guard.arrondissements-doubled': {
    one: '{count} arrondissement municipal est dessiné avec la commune qui le contient\u00a0: ses habitants sont comptés deux fois.',
    other:
      '{count} arrondissements municipaux sont dessinés avec la commune qui les contient (Paris, Lyon ou Marseille)\u00a0: leurs habitants sont comptés deux fois.',
  },
  'chart.example.arrondissements-doubled':
    'Paris et ses vingt arrondissements dans un même total\u00a0: plus de 2 millions d’habitants de trop.',
  'chart.rule.namesakes': 'Des homonymes confondus',
  'chart.guard.namesakes': {
    one: '« {name} » est le nom de plusieurs collectivités : le graphique en fait une seule. Par « {column} », chacune a sa place.',
    other:
      '{count} noms, dont « {name} », sont ceux de plusieurs collectivités : le graphique les confond. Par « {column} », chacune a sa place.',
  },
  'chart.example.namesakes':
    'Saint-Denis, en Seine-Saint-Denis et à La Réunion : plus de 260 000 habitants dans une ville qui n’existe pas.',
  'chart.rule.mean-of-skewed': 'Une moyenne tirée par quelques géants',
  'chart.guard.mean-of-skewed':
    'La moyenne de « {column} » ({mean}) vaut plus du double de la médiane ({median}) : quelques valeurs très grandes la tirent.',
  'chart.example.mean-of-skewed':
    'la population moyenne d’une commune est d’environ 1 900 habitants ; la moitié en ont moins de 480.',
  'chart.rule.stack-of-ratio': 'Empiler ce qui ne s’additionne pas',
  'chart.guard.stack-of-ratio':
    'On n’empile que ce qui s’additionne : {measure} de deux catégories n’est pas la somme des deux.',
  'chart.example.stack-of-ratio':
    'empiler le revenu médian des femmes et des hommes donne une hauteur que personne ne gagne.',
  'chart.rule.weak-trend': 'Une tendance qui n’en est pas une',
  'chart.guard.weak-trend':
    'La droite n’explique que {share} des variations : elle montre une tendance qui n’y est presque pas.',
  'chart.example.weak-trend': 'un nuage rond traversé d’une droite a l’air de prouver quelque chose.',
  'chart.rule.line-without-order': 'Une courbe entre des noms',
  'chart.guard.line-without-order':
    '« {column} » n’a pas d’ordre : une courbe suggérerait une évolution qui n’existe pas. Des barres conviennent mieux.',
  'chart.example.line-without-order': 'une courbe de Bretagne à Corse monte ou descend selon l’ordre des noms.',
  'chart.rule.bins-of-text': 'Des classes de mots',
  'chart.guard.bins-of-text': '« {column} » n’est pas un nombre : on compte ses valeurs avec des barres.',
  'chart.example.bins-of-text': 'des noms de communes n’ont pas de classes de 0 à 10.',
  'chart.rule.scatter-of-text': 'Un nuage de mots',
  'chart.guard.scatter-of-text': '« {column} » n’est pas un nombre : on compte ses valeurs avec des barres.',
  'chart.example.scatter-of-text': 'placer des régions sur un axe gradué leur donnerait une distance.',
  'chart.rule.pie-of-no-whole': 'Des secteurs sans tout',
  'chart.guard.pie-of-no-whole':
    'Des secteurs montrent les parts d’un tout : une médiane, une moyenne ou un nombre de valeurs différentes n’en ont pas.',
  'chart.example.pie-of-no-whole': 'les taux de pauvreté de trois régions ne se partagent pas 100 %.',
  'chart.rule.pie-of-many': 'Trop de secteurs',
  'chart.guard.pie-of-many': '{count} parts : au-delà de cinq, les angles ne se comparent plus. Des barres, oui.',
  'chart.example.pie-of-many': 'treize régions en secteurs : laquelle est la sixième ?',
  'chart.rule.pie-without-rest': 'Des secteurs sans le reste',
  'chart.guard.pie-without-rest': {
    one: '{count} élément est laissé de côté : les parts dessinées ne font pas le tout.',
    other: '{count} éléments sont laissés de côté : les parts dessinées ne font pas le tout.',
  },
  'chart.example.pie-without-rest':
    'les quatre plus grandes régions, seules, paraîtraient se partager la France entière.',
  'chart.rule.pie-of-one': 'Un seul secteur',
  'chart.guard.pie-of-one': 'Une seule part, toujours de 100 % : ce dessin ne dit rien.',
  'chart.example.pie-of-one': 'un disque plein.',
  'chart.rule.parts-below-zero': 'Des parts négatives',
  'chart.guard.parts-below-zero': 'Des valeurs sont négatives : elles n’ont ni secteur, ni part de 100 %, ni côté.',
  'chart.example.parts-below-zero': 'un solde de −200 habitants n’est pas une part de la population.',
  'chart.rule.pyramid-sides': 'Une pyramide à plus de deux côtés',
  'chart.guard.pyramid-sides': 'Une pyramide oppose deux côtés ; « {column} » a {count} valeurs différentes.',
  'chart.example.pyramid-sides': 'avec « femmes », « hommes » et « ensemble », un côté compterait tout le monde.',
  'chart.rule.slope-moments': 'Une pente d’un seul moment',
  'chart.guard.slope-moments': '« {column} » n’a qu’un moment : il en faut deux pour montrer une évolution.',
  'chart.example.slope-moments': 'une pente de 2020 à 2020.',
  'chart.rule.slope-hides-path': 'Une pente qui cache le chemin',
  'chart.guard.slope-hides-path': {
    one: '{count} moment entre le premier et le dernier n’est pas dessiné : la pente peut cacher un détour.',
    other: '{count} moments entre le premier et le dernier ne sont pas dessinés : la pente peut cacher un détour.',
  },
  'chart.example.slope-hides-path': 'stable de 2010 à 2020, mais divisé par deux en 2015.',
  'chart.rule.line-of-one': 'Une courbe d’un seul point',
  'chart.guard.line-of-one': '« {column} » n’a qu’un moment : une courbe n’y montre aucune évolution.',
  'chart.example.line-of-one': 'un seul point au milieu d’un axe vide.',
  'chart.rule.box-of-few': 'Une boîte de quelques lignes',
  'chart.guard.box-of-few': {
    one: '{count} boîte repose sur moins de 10 lignes : elle paraît aussi sûre que les autres.',
    other: '{count} boîtes reposent sur moins de 10 lignes : elles paraissent aussi sûres que les autres.',
  },
  'chart.example.box-of-few': 'la « moitié centrale » de trois communes, c’est une commune et demie.',
  'chart.rule.baseline-not-zero': 'Des barres qui ne partent pas de zéro',
  'chart.guard.baseline-not-zero':
    'Des barres ou des aires qui ne partent pas de zéro grossissent les écarts : leur longueur ne veut plus rien dire.',
  'chart.example.baseline-not-zero':
    '98 et 100, sur un axe qui commence à 97 : la seconde barre paraît trois fois plus longue.',
  'chart.rule.log-of-lengths': 'Des longueurs sur une échelle logarithmique',
  'chart.guard.log-of-lengths':
    'Une échelle logarithmique n’a pas de zéro : la longueur d’une barre n’y veut rien dire.',
  'chart.example.log-of-lengths': '1 000 et 10 000 y diffèrent d’un quart de la longueur, pas de neuf dixièmes.',
  'chart.rule.log-of-zero': 'Des valeurs nulles effacées par l’échelle',
  'chart.guard.log-of-zero': {
    one: '{count} valeur nulle ou négative n’a pas de place sur une échelle logarithmique : elle disparaîtrait.',
    other:
      '{count} valeurs nulles ou négatives n’ont pas de place sur une échelle logarithmique : elles disparaîtraient.',
  },
  'chart.example.log-of-zero': 'les communes sans agent seraient effacées du nuage.',
  'chart.rule.log-stated': 'Une échelle logarithmique',
  'chart.guard.log-stated':
    'Échelle logarithmique : chaque pas multiplie au lieu d’ajouter. C’est écrit sur l’axe, mais beaucoup de lecteurs ne la lisent pas.',
  'chart.example.log-stated': 'de 100 à 1 000, puis de 1 000 à 10 000 : la même distance.',
  'chart.rule.small-change': 'Une petite variation qui paraît grande',
  'chart.guard.small-change':
    'Les valeurs varient de moins de 10 %, mais l’axe ne part pas de zéro : la variation paraît forte.',
  'chart.example.small-change': 'de 101 à 104 habitants en dix ans, la courbe traverse tout le dessin.',
  'chart.rule.size-below-zero': 'Des disques de taille négative',
  'chart.guard.size-below-zero': '« {column} » a des valeurs négatives : la surface d’un disque n’en a pas.',
  'chart.example.size-below-zero': 'un solde de −50 et un solde de +50 auraient la même taille, ou aucune.',
  'chart.rule.rest-hidden': 'Les premiers sans le reste',
  'chart.guard.rest-hidden': {
    one: '{count} élément au-delà de la limite n’est pas dessiné.',
    other: '{count} éléments au-delà de la limite ne sont pas dessinés, ni leur somme.',
  },
  'chart.example.rest-hidden': 'trois régions, et rien qui dise que quinze autres existent.',
  'chart.rule.rest-crushes': 'Un « Autres » qui écrase le reste',
  'chart.guard.rest-crushes': {
    one: '« Autres » ({count} élément) est {times} fois plus long que le plus long des éléments nommés : on ne voit plus leurs différences. Retiré du dessin, il reste compté sous le graphique.',
    other:
      '« Autres » ({count} éléments) est {times} fois plus long que le plus long des éléments nommés : on ne voit plus leurs différences. Retiré du dessin, il reste compté sous le graphique.',
  },
  'chart.example.rest-crushes':
    'la population des vingt plus grandes communes, à côté des 34 900 autres réunies : vingt barres de la même épaisseur de trait.',
  'chart.rule.sample-stated': 'Un échantillon pris pour l’ensemble',
  'chart.guard.sample-stated':
    '{shown} points sur {total}, tirés au sort : les valeurs rares peuvent manquer. C’est écrit sous le graphique.',
  'chart.example.sample-stated': 'Paris n’est pas dans un échantillon d’une commune sur sept, six fois sur sept.',
  'chart.rule.many-colors': 'Trop de couleurs',
  'chart.guard.many-colors':
    '{count} valeurs différentes : l’œil n’en distingue que {most}, le reste est gris ou laissé de côté.',
  'chart.example.many-colors': 'treize courbes de treize couleurs : la légende devient un jeu de devinettes.',
  'chart.rule.many-panels': 'Trop de panneaux',
  'chart.guard.many-panels': '{count} panneaux : seuls les {most} plus fournis sont dessinés.',
  'chart.example.many-panels': 'cent un départements en cent un timbres-poste.',
  'chart.rule.mixed-vintages': 'Des années mêlées',
  'chart.guard.mixed-vintages':
    'Les fichiers sont d’années différentes ({years}) : une commune fusionnée entre-temps fausse la comparaison. À dire au lecteur.',
  'chart.example.mixed-vintages': 'une population de 2019 divisée par des agents de 2023.',
  'chart.rule.much-missing': 'Beaucoup de valeurs manquantes',
  'chart.guard.much-missing':
    '{share} des lignes n’ont pas de valeur (secret, non disponible, vide) : le dessin ne parle que des autres.',
  'chart.example.much-missing':
    'le revenu médian manque dans les petites communes : la carte ne montre que les grandes.',
  'chart.rule.two-axes': 'Deux axes pour une direction',
  'chart.guard.two-axes':
    'Deux axes pour une même direction : selon leurs échelles, n’importe quelles courbes se croisent ou s’épousent.',
  'chart.example.two-axes': 'population et budget, chacun son axe : le croisement ne dépend que du dessinateur.',
  'chart.rule.cut-axis': 'Un axe coupé à la main',
  'chart.guard.cut-axis': 'Cette description fait commencer l’axe des barres ou des aires ailleurs qu’à zéro.',
  'chart.example.cut-axis': '« zero : false » sur une barre.',
  'chart.rule.reversed-axis': 'Un axe à l’envers',
  'chart.guard.reversed-axis': 'Cette description retourne l’axe : ce qui monte a l’air de descendre.',
  'chart.example.reversed-axis': 'une hausse dessinée vers le bas.',
  'chart.rule.unsafe-colors': 'Des couleurs qui se confondent',
  'chart.guard.unsafe-colors':
    'Ces couleurs se confondent pour une partie des lecteurs, ou rangent ce qui n’a pas de rang.',
  'chart.example.unsafe-colors': 'rouge et vert de même clarté : un homme sur douze ne les distingue pas.',
  'chart.rule.foreign-data': 'Des données venues d’ailleurs',
  'chart.guard.foreign-data':
    'Cette description apporte plus de 50 valeurs à elle : le graphique ne montrerait plus la table.',
  'chart.example.foreign-data': 'une courbe recopiée à la main sous le titre d’un fichier officiel.',
} as const;
