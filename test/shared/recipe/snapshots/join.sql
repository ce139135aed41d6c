WITH
  etape_1_colonnes AS (
    SELECT "__row", "Code", "Nom"
    FROM "source_main"
  ),
  etape_2_une_ligne_par_cle AS (
    SELECT *
    FROM "source_epci" AS r
    QUALIFY row_number() OVER (PARTITION BY r."insee" ORDER BY "__row" ASC NULLS LAST) = 1
  ),
  etape_2_jointure AS (
    SELECT l.*, r."EPCI" AS "Groupement"
    FROM etape_1_colonnes AS l
    LEFT JOIN etape_2_une_ligne_par_cle AS r ON l."Code" = r."insee"
  )
SELECT "Code", "Nom", "Groupement"
FROM etape_2_jointure
ORDER BY "__row" ASC NULLS LAST
