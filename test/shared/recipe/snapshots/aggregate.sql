WITH
  etape_1_regroupement AS (
    SELECT "Ville",
      count(*) AS "Nombre",
      TRY_CAST(sum("Population") AS BIGINT) AS "Habitants",
      avg("Part") AS "Moyenne",
      arg_min("Nom", (icu_sort_key("Nom", 'fr'), "Nom")) AS "Premier",
      count(DISTINCT "Population") AS "Populations",
      median("Population") AS "Médiane"
    FROM "source_main"
    GROUP BY "Ville"
  )
SELECT "Ville", "Nombre", "Habitants", "Moyenne", "Premier", "Populations", "Médiane"
FROM etape_1_regroupement
ORDER BY "Ville" ASC NULLS LAST
