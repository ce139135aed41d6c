/** The page that says what was done, and what was not, for everyone to use Crible. */
export const access = {
  'access.title': 'Accessibilité',
  'access.intro':
    'Crible vise le niveau AA des règles WCAG 2.2. Cette page dit ce qui est vérifié, comment, et ce qui ne l’est pas.',
  'access.part.tested': 'Ce qui est vérifié, et comment',
  'access.part.built': 'Ce qui est prévu',
  'access.part.limits': 'Ce qui manque ou n’a pas été vérifié',
  'access.tested.axe':
    'Les écrans et les dialogues sont vérifiés par un outil (axe-core, règles WCAG 2.0 à 2.2 A et AA, bonnes pratiques) avant chaque version, à 1366 × 768 et à 683 × 384, ce que donne un zoom de 200 % : aucun défaut accepté.',
  'access.tested.own':
    'Au même moment : aucun texte sous 12 pixels, aucune cible sous 24 pixels, rien de coupé, pas de défilement horizontal de la page.',
  'access.tested.keyboard':
    'Le travail principal (ouvrir, filtrer, trier, calculer, croiser, dessiner, exporter, enregistrer, annuler) est refait au clavier seul ; après chaque touche, on vérifie que le focus existe, se voit et reste à l’écran.',
  'access.tested.steps':
    'Les étapes se déplacent, se groupent, se comparent et se réparent au clavier seul : ce parcours est rejoué aussi.',
  'access.tested.forced':
    'Les couleurs forcées de Windows (contraste élevé) et la réduction des animations sont simulées dans le navigateur, sur la table et les étapes.',
  'access.built.grid':
    'Le tableau est annoncé comme une grille, avec le nombre de lignes et de colonnes, les en-têtes et le tri.',
  'access.built.live': 'Les comptes et les actions faites sont annoncés dans une seule zone, sans couper la parole.',
  'access.built.charts':
    'Chaque graphique a un titre, une phrase qui le résume et le tableau de ses données ; chaque carte, une liste de ses territoires.',
  'access.built.drag': 'Tout ce qui se glisse à la souris se fait aussi par un menu ou par une touche.',
  'access.built.keys': 'Aucun raccourci n’utilise Alt avec une lettre, qui sert à écrire sur un clavier français.',
  'access.limits.readers':
    'Aucun essai complet n’a été fait avec NVDA, JAWS ou VoiceOver : ce que lit un lecteur d’écran est déduit des rôles et des noms, pas écouté.',
  'access.limits.people': 'Aucune personne handicapée n’a encore essayé Crible pour nous.',
  'access.limits.audit': 'Il n’y a pas eu d’audit RGAA ; un outil automatique ne trouve qu’une partie des défauts.',
  'access.limits.browser':
    'Tout est vérifié dans Chromium, le moteur de la fenêtre de Crible ; Firefox et Safari ne le sont pas.',
  'access.limits.canvas':
    'Les grandes cartes et les graphiques de plus de 1 000 points sont des images : leur contenu n’est lisible que par la liste ou le tableau à côté.',
  'access.limits.wide': 'À 200 % de zoom, les tableaux larges défilent dans les deux sens.',
} as const;
