WITH
  etape_1_cibles AS (
    SELECT *,
      CASE ("Population" >= 3500) AND ("Part" >= 10) WHEN TRUE THEN 'cible' WHEN FALSE THEN 'hors cible' ELSE 'à vérifier' END AS "verdict",
      concat(CASE ("Population" >= 3500) AND ("Part" >= 10) WHEN TRUE THEN 'Cible' WHEN FALSE THEN 'Hors cible' ELSE 'À vérifier' END, ' : ', CASE "Population" >= 3500 WHEN TRUE THEN concat('population de ', replace(format('{:,}', "Population"), ',', ' '), ', le seuil de 3 500 est atteint') WHEN FALSE THEN concat('population de ', replace(format('{:,}', "Population"), ',', ' '), ', le seuil de 3 500 n’est pas atteint') ELSE 'population manquante' END, ' ; ', CASE "Part" >= 10 WHEN TRUE THEN concat('effectif de ', regexp_replace(translate(format('{:,.6f}', "Part"), ',.', ' ,'), ',?0+$', ''), ', le seuil de 10 est atteint') WHEN FALSE THEN concat('effectif de ', regexp_replace(translate(format('{:,.6f}', "Part"), ',.', ' ,'), ',?0+$', ''), ', le seuil de 10 n’est pas atteint') ELSE 'effectif manquant' END, '.') AS "raison"
    FROM "source_main"
  ),
  etape_2_colonnes AS (
    SELECT "__row", "verdict", "raison"
    FROM etape_1_cibles
  )
SELECT "verdict", "raison"
FROM etape_2_colonnes
