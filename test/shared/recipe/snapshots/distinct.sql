WITH
  etape_2_doublons AS (
    SELECT *
    FROM "source_main"
    QUALIFY row_number() OVER (PARTITION BY "Population" ORDER BY "Nom" COLLATE fr ASC NULLS LAST, "Nom" ASC NULLS LAST, "__row" ASC NULLS LAST) = 1
  ),
  etape_3_colonnes AS (
    SELECT "__row", "Nom", "Population"
    FROM etape_2_doublons
  )
SELECT "Nom", "Population"
FROM etape_3_colonnes
ORDER BY "Nom" COLLATE fr ASC NULLS LAST, "Nom" ASC NULLS LAST, "__row" ASC NULLS LAST
