WITH
  etape_1_colonnes AS (
    SELECT "__row", "Code", "Nom"
    FROM "source_main"
  ),
  etape_3_limite AS (
    SELECT *
    FROM etape_1_colonnes
    ORDER BY "Nom" COLLATE fr ASC NULLS LAST, "Nom" ASC NULLS LAST, "__row" ASC NULLS LAST
    LIMIT 2
  ),
  etape_4_renommage AS (
    SELECT * RENAME ("Code" AS "INSEE")
    FROM etape_3_limite
  ),
  etape_5_empilement AS (
    SELECT "__row",
      0 AS "__order_1",
      row_number() OVER (ORDER BY "Nom" COLLATE fr ASC NULLS LAST, "Nom" ASC NULLS LAST, "__row" ASC NULLS LAST) AS "__order_2",
      "INSEE",
      "Nom",
      TRY_CAST(NULL AS VARCHAR) AS "EPCI",
      TRY_CAST(NULL AS BIGINT) AS "Rang",
      'les communes' AS "origine"
    FROM etape_4_renommage
    UNION ALL
    SELECT TRY_CAST(NULL AS BIGINT) AS "__row",
      1 AS "__order_1",
      "__row" AS "__order_2",
      "insee" AS "INSEE",
      TRY_CAST(NULL AS VARCHAR) AS "Nom",
      "EPCI",
      "Rang",
      'les EPCI' AS "origine"
    FROM "source_epci"
  )
SELECT "INSEE", "Nom", "EPCI", "Rang", "origine"
FROM etape_5_empilement
ORDER BY "__order_1" ASC NULLS LAST, "__order_2" ASC NULLS LAST
