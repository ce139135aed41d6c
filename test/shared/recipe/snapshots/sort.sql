WITH
  etape_2_colonnes AS (
    SELECT "__row", "Population" AS "__order_1", "Nom"
    FROM "source_main"
  )
SELECT "Nom"
FROM etape_2_colonnes
ORDER BY "__order_1" DESC NULLS LAST, "Nom" COLLATE fr ASC NULLS LAST, "Nom" ASC NULLS LAST, "__row" ASC NULLS LAST
