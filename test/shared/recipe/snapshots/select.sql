WITH
  etape_1_colonnes AS (
    SELECT "__row", "Population", "Code"
    FROM "source_main"
  )
SELECT "Population", "Code"
FROM etape_1_colonnes
