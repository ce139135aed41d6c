WITH
  etape_1_colonnes AS (
    SELECT "__row", "Code", "Nom"
    FROM "source_main"
  ),
  etape_2_renommage AS (
    SELECT * RENAME ("Nom" AS "Code", "Code" AS "Nom")
    FROM etape_1_colonnes
  ),
  etape_3_limite AS (
    SELECT *
    FROM etape_2_renommage
    ORDER BY "__row" ASC NULLS LAST
    LIMIT 1
  )
SELECT "Nom", "Code"
FROM etape_3_limite
ORDER BY "__row" ASC NULLS LAST
