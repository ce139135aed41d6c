/** One clear sentence per fault: what happened, what was kept, what to do. Keys are `fault.<code>`. */
export const faults = {
  'fault.reasons-lost':
    'Après cette étape, on ne sait plus pourquoi des cellules de « {column} » sont vides. Rien n’est perdu : placez ce filtre plus haut dans les étapes.',
  'fault.internal':
    'Une erreur inattendue s’est produite ({detail}). Votre projet est intact. Réessayez ; si elle revient, enregistrez le projet et rouvrez Crible.',
  'fault.unknown-call': 'Cette version de Crible ne connaît pas l’action « {name} ». Fermez puis rouvrez Crible.',
  'fault.bad-input': 'La demande « {name} » est mal formée ({detail}). Rien n’a été modifié.',
  'fault.cancelled': 'L’opération a été annulée. Rien n’a été modifié.',
  'fault.engine-gone':
    'Le moteur de calcul s’est arrêté. Crible le redémarre ; rien de ce qui était enregistré n’est perdu.',
  'fault.file-missing':
    'Le fichier « {file} » est introuvable. Il a peut-être été déplacé ou renommé. Indiquez où il se trouve.',
  'fault.file-changed':
    'Le fichier « {file} » a changé pendant sa lecture. Attendez que sa copie soit finie, puis rouvrez-le.',
  'fault.file-empty':
    'Le fichier « {file} » est vide (0 octet de données). Vérifiez son téléchargement, puis rouvrez-le.',
  'fault.disk-full':
    'Le disque est plein : « {file} » n’a pas pu être écrit. Le projet est intact ; libérez de la place ou choisissez un autre emplacement.',
  'fault.write-refused': 'L’écriture de « {file} » est refusée à cet endroit. Choisissez un autre dossier.',
  'fault.memory':
    'La mémoire disponible ne suffit pas pour cette opération. Le projet est intact ; réduisez le nombre de lignes ou de colonnes, puis réessayez.',
  'fault.chart-incomplete': 'Il manque une colonne à ce graphique. Complétez la phrase au-dessus du graphique.',
  'fault.reference-unknown':
    'Le référentiel intégré n’a pas de table « {table} ». Le projet vient peut-être d’une autre version de Crible ; choisissez une autre table.',
  'fault.territory-unknown':
    'Le territoire « {territory} » est inconnu. Écrivez france, region:27, departement:33, epci:200000172 ou commune:33063, avec un code du COG 2026 ; plusieurs se séparent par une virgule.',
  'fault.target-no-code':
    'Aucune colonne de code commune n’a été trouvée dans « {file} ». Il faut le code INSEE de la commune (5 caractères), ou le code département et le code commune.',
  'fault.target-no-population':
    'Aucune colonne de population {kind} n’a été trouvée dans « {file} » parmi ses colonnes ({columns}). Choisissez un fichier qui la donne, ou l’autre population.',
  'fault.target-no-key':
    'Aucune colonne de SIREN ni de code commune n’a été trouvée dans « {file} » : ses effectifs ne peuvent pas être rattachés aux communes.',
  'fault.target-no-staff':
    'Aucune colonne d’effectif (nombre d’agents, ETP ou tranche d’effectif SIRENE) n’a été trouvée dans « {file} » parmi ses colonnes ({columns}).',
  'fault.target-ambiguous':
    'Plusieurs colonnes de « {file} » peuvent convenir ({columns}) et rien ne permet de choisir. Gardez-en une seule, ou faites ce choix dans l’assistant.',
  // Projects, exports and the engine's own limits.
  'fault.project-newer':
    'Le fichier « {file} » a été modifié ailleurs depuis que vous l’avez ouvert. Il n’a pas été remplacé. Enregistrez votre projet sous un autre nom, ou rouvrez le fichier.',
  'fault.export-too-many-rows':
    'La table dépasse {most} lignes, la limite d’une feuille Excel. Rien n’a été écrit. Choisissez CSV ou Parquet, ou filtrez d’abord.',
  'fault.export-too-many-columns':
    'La table a {count} colonnes ; une feuille Excel en accepte {most}. Rien n’a été écrit. Choisissez CSV ou Parquet, ou retirez des colonnes.',
  'fault.export-text-too-long':
    'Le texte de la cellule {cell} dépasse {most} caractères, la limite d’Excel. Rien n’a été écrit. Choisissez CSV ou Parquet.',
  'fault.export-too-large':
    'Le classeur dépasserait 4 Go. Rien n’a été écrit. Choisissez CSV ou Parquet, ou filtrez d’abord.',
  'fault.print-failed':
    'Le PDF n’a pas pu être fait ici. Le rapport est intact\u202f; exportez-le en page web ou en document, puis imprimez-le.',
  'fault.output-missing': 'Ce fichier n’est plus disponible. Refaites l’export.',
  'fault.labels-none':
    'Le fichier « {file} » ne décrit aucune colonne de « {table} » : rien n’a changé. Vérifiez que c’est bien la documentation de ce fichier.',
  'fault.source-missing':
    'Le fichier de la table « {table} » n’est pas ouvert. Rouvrez-le pour continuer ; le projet est intact.',
  'fault.column-missing':
    'La colonne «\u00a0{column}\u00a0» n’existe pas à cette étape. Elle a peut-être été retirée ou renommée avant. Vos données sont intactes\u202f; modifiez l’étape ou désactivez-la.',
  'fault.column-duplicate':
    'Il y aurait deux colonnes nommées «\u00a0{column}\u00a0» (majuscules et minuscules ne suffisent pas à les distinguer). Rien n’a été modifié\u202f; choisissez un autre nom.',
  'fault.column-reserved':
    'Le nom de colonne «\u00a0{column}\u00a0» est réservé (il est vide ou commence par deux tirets bas). Rien n’a été modifié\u202f; choisissez un autre nom.',
  'fault.type-mismatch':
    'La colonne «\u00a0{column}\u00a0» ne se compare pas à «\u00a0{value}\u00a0»\u00a0: leurs types diffèrent. Rien n’a été modifié\u202f; changez la valeur ou le type de la colonne.',
  'fault.value-invalid':
    'La valeur «\u00a0{value}\u00a0» n’est pas un nombre utilisable. Rien n’a été modifié\u202f; corrigez-la.',
  'fault.expression-type':
    'Le calcul «\u00a0{operator}\u00a0» ne s’applique pas à cette sorte de valeur. Rien n’a été modifié\u202f; choisissez une autre colonne.',
  'fault.expression-mixed':
    'Les résultats possibles du calcul n’ont pas le même type. Rien n’a été modifié\u202f; donnez partout un texte, ou partout un nombre.',
  'fault.expression-argument':
    'La fonction «\u00a0{function}\u00a0» n’a pas reçu les valeurs attendues. Rien n’a été modifié\u202f; corrigez le calcul.',
  'fault.measure-column':
    'La mesure «\u00a0{name}\u00a0» doit porter sur une colonne. Rien n’a été modifié\u202f; choisissez-en une.',
  'fault.measure-type':
    'La mesure «\u00a0{measure}\u00a0» ne s’applique pas à la colonne «\u00a0{column}\u00a0», qui ne contient pas de nombres. Rien n’a été modifié\u202f; choisissez une autre colonne ou une autre mesure.',
  'fault.pivot-wide':
    'Le tableau croisé aurait trop de colonnes (au plus {most} valeurs). Rien n’a été modifié\u202f; gardez les plus fréquentes, les autres iront dans «\u00a0Autres\u00a0».',
  'fault.pivot-part':
    'Une part en % se calcule sur un nombre de lignes ou une somme, pas sur «\u00a0{measure}\u00a0». Rien n’a été modifié\u202f; montrez les valeurs, ou changez de calcul.',
  'fault.join-types':
    'Les colonnes «\u00a0{left}\u00a0» et «\u00a0{right}\u00a0» n’ont pas des types comparables. Rien n’a été modifié\u202f; choisissez d’autres clés.',
  'fault.join-cycle':
    'La table «\u00a0{table}\u00a0» se lirait elle-même, directement ou par une autre. Rien n’a été modifié\u202f; retirez l’un des croisements ou l’un des empilements.',
  'fault.table-missing':
    'Une table utilisée par cette étape n’est plus dans le projet. Vos données sont intactes\u202f; modifiez l’étape ou annulez la suppression.',
  'fault.export-no-verdict':
    'Cette table n’a pas de colonne de verdict : rien n’a été écrit. Choisissez « Classeur Excel » ou ajoutez l’étape « Collectivités cibles ».',
  'fault.recipe-damaged':
    'Ce fichier n’est pas une recette de Crible ({detail}). Rien n’a changé. Choisissez un fichier .crible-recette.',
  'fault.target-empty':
    'Il faut au moins un seuil, de population ou d’effectif, pour repérer les collectivités cibles. Rien n’a été modifié.',
  'fault.target-type':
    'La colonne «\u00a0{column}\u00a0» ne contient pas de nombres, elle ne peut pas être comparée à un seuil. Rien n’a été modifié\u202f; choisissez une autre colonne.',
  'fault.clean-type':
    'La colonne «\u00a0{column}\u00a0» n’est pas de celles que ce nettoyage sait lire. Rien n’a été modifié\u202f; choisissez une autre colonne ou un autre nettoyage.',
  'fault.project-version':
    'Ce projet a été enregistré par une version plus récente de Crible (format {version}). Il n’a pas été modifié\u202f; mettez Crible à jour pour l’ouvrir.',
  'fault.project-damaged':
    'Ce fichier est abîmé ou n’est pas un projet Crible ({detail}). Il n’a pas été modifié\u202f; ouvrez une sauvegarde précédente.',
  // Maps.
  'fault.map-incomplete': 'Cette carte n’est pas complète\u00a0: choisissez la colonne des codes et ce qu’elle montre.',
  'fault.basemap-damaged':
    'Le fichier «\u00a0{file}\u00a0» n’est pas un fond de carte lisible (GeoJSON ou TopoJSON, éventuellement en .gz). Rien n’a été retenu\u202f; vérifiez son téléchargement.',
  'fault.basemap-large':
    'Le fond de carte «\u00a0{file}\u00a0» est trop grand ({size} au plus, une fois décompressé). Rien n’a été retenu\u202f; prenez-en une version simplifiée.',
  'fault.basemap-codes':
    'Le fond de carte «\u00a0{file}\u00a0» ne porte aucun code de commune, d’EPCI, de département ou de région que Crible reconnaisse. Rien n’a été retenu.',
  'fault.basemap-projection':
    'Les coordonnées de «\u00a0{file}\u00a0» ne sont ni des degrés (WGS 84) ni du Lambert-93. Rien n’a été retenu\u202f; convertissez-le dans l’un de ces systèmes.',
  'fault.basemap-missing':
    'Ce fond de carte n’est pas connu sur cet ordinateur. Votre carte est intacte\u202f; ouvrez de nouveau le fichier du fond, ou choisissez-en un autre.',
  // Opening files.
  'fault.file-damaged':
    'Le fichier «\u00a0{file}\u00a0» est incomplet ou abîmé\u00a0: il ne peut pas être lu en entier. Rien n’a été chargé\u202f; téléchargez-le ou copiez-le de nouveau, puis rouvrez-le.',
  'fault.file-large':
    'Le fichier «\u00a0{file}\u00a0» est trop grand pour être lu comme classeur dans la mémoire disponible. Rien n’a été chargé\u202f; enregistrez la feuille utile en CSV ou en .xlsx, puis ouvrez-la.',
  'fault.file-slow':
    'La lecture de «\u00a0{file}\u00a0» a été arrêtée\u00a0: elle durait trop longtemps. Rien n’a été chargé\u202f; enregistrez la feuille utile en CSV, puis ouvrez-la.',
  'fault.password':
    'Le fichier «\u00a0{file}\u00a0» est protégé par un mot de passe. Rien n’a été chargé\u202f; ouvrez-le dans Excel ou LibreOffice, enregistrez-le sans mot de passe, puis rouvrez-le.',
  'fault.not-a-table':
    'Le contenu de «\u00a0{file}\u00a0» n’est pas un tableau ({what}), quel que soit son nom. Rien n’a été chargé\u202f; choisissez un fichier CSV, Excel, LibreOffice, dBase ou Parquet.',
  'fault.format-unknown':
    'Le contenu de «\u00a0{file}\u00a0» n’est pas reconnu\u00a0: ce n’est ni un texte, ni un classeur, ni un fichier dBase ou Parquet. Rien n’a été chargé\u202f; vérifiez son téléchargement.',
  'fault.archive-unsafe':
    'L’archive «\u00a0{file}\u00a0» a une forme dangereuse (taille démesurée ou noms trompeurs). Elle n’a pas été ouverte\u202f; vérifiez d’où elle vient.',
  'fault.archive-empty':
    'L’archive «\u00a0{file}\u00a0» ne contient aucun fichier que Crible sache ouvrir (CSV, classeur, dBase ou Parquet).',
  'fault.outlines-only':
    '«\u00a0{file}\u00a0» ne contient que des contours pour cartes, sans tableau. Rien n’a été chargé\u202f; ouvrez le .dbf (ou le .zip entier) de la même source pour ses données, ou son GeoJSON comme fond de carte.',
  'fault.entry-missing':
    'L’archive «\u00a0{file}\u00a0» ne contient pas «\u00a0{entry}\u00a0». Choisissez un autre fichier de l’archive.',
  'fault.sheet-missing':
    'Le classeur «\u00a0{file}\u00a0» n’a pas de feuille «\u00a0{sheet}\u00a0». Choisissez une autre feuille.',
  'fault.table-empty':
    'Aucun tableau n’a été trouvé dans «\u00a0{file}\u00a0»\u00a0: il n’y a que des cellules vides. Choisissez une autre feuille ou un autre fichier.',
  'fault.encoding-unknown':
    'L’encodage «\u00a0{encoding}\u00a0» n’est pas connu. Choisissez-en un autre dans la liste.',
  'fault.record-too-long':
    'Le fichier «\u00a0{file}\u00a0» contient une ligne démesurée (plus de 16\u00a0Mo)\u00a0: ce n’est pas un tableau, ou ses fins de ligne ont été perdues. Rien n’a été chargé\u202f; demandez-le de nouveau à son producteur.',
  'fault.too-many-columns':
    'Le fichier «\u00a0{file}\u00a0» a {count} colonnes\u202f; Crible en lit au plus {most}. Rien n’a été chargé.',
  // Replacing codes.
  'fault.recode-type':
    '« {column} » doit contenir des codes ou des noms écrits en texte. Réparez d’abord cette colonne (Nettoyer), puis recommencez.',
} as const;

export type FaultCode = keyof typeof faults extends `fault.${infer Code}` ? Code : never;
