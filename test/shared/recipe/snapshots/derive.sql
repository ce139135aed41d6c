WITH
  etape_1_calcul AS (
    SELECT *, "Population" / nullif("Part", 0) * 1000 AS "Par part"
    FROM "source_main"
  ),
  etape_2_calcul AS (
    SELECT * REPLACE (concat("Nom", ' : ', replace(regexp_replace(CAST("Part" + 0 AS VARCHAR), '\.0$', ''), '.', ',')) AS "Nom")
    FROM etape_1_calcul
  ),
  etape_3_colonnes AS (
    SELECT "__row", "Nom", "Par part"
    FROM etape_2_calcul
  )
SELECT "Nom", "Par part"
FROM etape_3_colonnes
