WITH
  etape_1_filtre AS (
    SELECT *
    FROM "source_main"
    WHERE "Population" >= 341 AND (starts_with(replace(translate(strip_accents(lower("Nom")), '’', ''''), 'œ', 'oe'), replace(translate(strip_accents(lower('ile')), '’', ''''), 'œ', 'oe')) OR "Code" IN ('35238', '22055'))
  ),
  etape_2_colonnes AS (
    SELECT "__row", "Nom"
    FROM etape_1_filtre
  )
SELECT "Nom"
FROM etape_2_colonnes
