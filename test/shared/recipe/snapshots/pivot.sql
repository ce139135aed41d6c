WITH
  etape_1_parties AS (
    SELECT "Région", "Nature", sum("Agents") AS "__part_0"
    FROM "source_main"
    GROUP BY "Région", "Nature"
  ),
  etape_1_cles AS (
    SELECT "Région", "__part_0", CASE WHEN "Nature" IS NULL THEN 2 ELSE CASE "Nature" WHEN 'CA' THEN 0 WHEN 'CC' THEN 1 ELSE 2 END END AS "__cle"
    FROM etape_1_parties
  ),
  etape_1_groupes AS (
    SELECT "Région", "__cle", grouping("__cle") AS "__niveau", grouping("Région") AS "__bas", TRY_CAST(sum("__part_0") AS BIGINT) AS "__mesure_0"
    FROM etape_1_cles
    GROUP BY GROUPING SETS (("Région", "__cle"), ("Région"), ("__cle"), ())
  ),
  etape_1_cellules AS (
    SELECT "Région", "__bas",
      any_value(CASE WHEN "__niveau" = 0 AND "__cle" = 0 THEN "__mesure_0" END) AS "__0_0",
      any_value(CASE WHEN "__niveau" = 0 AND "__cle" = 1 THEN "__mesure_0" END) AS "__1_0",
      any_value(CASE WHEN "__niveau" = 0 AND "__cle" = 2 THEN "__mesure_0" END) AS "__2_0",
      any_value(CASE WHEN "__niveau" = 1 THEN "__mesure_0" END) AS "__total_0"
    FROM etape_1_groupes
    GROUP BY "Région", "__bas"
  ),
  etape_1_croisement AS (
    SELECT CASE "__bas" WHEN 1 THEN 'Total' ELSE "Région" END AS "Région",
      "__0_0" AS "CA",
      "__1_0" AS "CC",
      "__2_0" AS "Autres",
      "__total_0" AS "Total",
      "__bas" AS "__order_0",
      "Région" AS "__order_1"
    FROM etape_1_cellules
  )
SELECT "Région", "CA", "CC", "Autres", "Total"
FROM etape_1_croisement
ORDER BY "__order_0" ASC NULLS LAST, "__order_1" COLLATE fr ASC NULLS LAST, "__order_1" ASC NULLS LAST
