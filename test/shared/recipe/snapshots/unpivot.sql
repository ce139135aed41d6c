WITH
  etape_1_renommage AS (
    SELECT * RENAME ("Population" AS "P20_POP", "Part" AS "Part en 2019")
    FROM "source_main"
  ),
  etape_2_colonnes AS (
    SELECT "__row", "Nom", "P20_POP", "Part en 2019"
    FROM etape_1_renommage
  ),
  etape_4_lignes AS (
    SELECT *
    FROM (SELECT "__row",
      "P20_POP" AS "__order_1",
      "Nom",
      unnest([TRY_CAST(2019 AS BIGINT), 2020]) AS "année",
      unnest([TRY_CAST("Part en 2019" AS DOUBLE), TRY_CAST("P20_POP" AS DOUBLE)]) AS "valeur",
      unnest(range(2)) AS "__order_2"
    FROM etape_2_colonnes)
    WHERE "valeur" IS NOT NULL
  ),
  etape_5_limite AS (
    SELECT *
    FROM etape_4_lignes
    ORDER BY "__order_1" DESC NULLS LAST, "__row" ASC NULLS LAST, "__order_2" ASC NULLS LAST
    LIMIT 5
  )
SELECT "Nom", "année", "valeur"
FROM etape_5_limite
ORDER BY "__order_1" DESC NULLS LAST, "__row" ASC NULLS LAST, "__order_2" ASC NULLS LAST
