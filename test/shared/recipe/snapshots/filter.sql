WITH
  etape_1_filtre AS (
    SELECT *
    FROM "source_main"
    WHERE "Population" >= 341 AND (regexp_matches("Nom", '(?i)\A[iìíîïĩīĭį]\pM*[lĺļľ]\pM*[eèéêëēĕėęě]\pM*') OR "Code" IN ('35238', '22055'))
  ),
  etape_2_colonnes AS (
    SELECT "__row", "Nom"
    FROM etape_1_filtre
  )
SELECT "Nom"
FROM etape_2_colonnes
