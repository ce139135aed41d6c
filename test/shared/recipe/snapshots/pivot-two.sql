WITH
  etape_1_parties AS (
    SELECT "Dép", "Année", "Sexe", sum("Agents") AS "__part_0", count(*) AS "__part_1"
    FROM "source_sexes"
    GROUP BY "Dép", "Année", "Sexe"
  ),
  etape_1_cles AS (
    SELECT "Dép", "__part_0", "__part_1", CASE WHEN "Année" IS NULL THEN 4 ELSE CASE CAST("Année" AS VARCHAR) WHEN '2015' THEN CASE WHEN "Sexe" IS NULL THEN 4 ELSE CASE "Sexe" WHEN 'Femmes' THEN 0 WHEN 'Hommes' THEN 1 ELSE 4 END END WHEN '2016' THEN CASE WHEN "Sexe" IS NULL THEN 3 ELSE CASE "Sexe" WHEN 'Femmes' THEN 2 ELSE 4 END END ELSE 4 END END AS "__cle", [0, 0, 1, 1]["__cle" + 1] AS "__sous_total"
    FROM etape_1_parties
  ),
  etape_1_groupes AS (
    SELECT "Dép", "__cle", "__sous_total", grouping("__cle") + grouping("__sous_total") AS "__niveau", grouping("Dép") AS "__bas", TRY_CAST(sum("__part_0") AS BIGINT) AS "__mesure_0", coalesce(CAST(sum("__part_1") AS BIGINT), 0) AS "__mesure_1"
    FROM etape_1_cles
    GROUP BY GROUPING SETS (("Dép", "__cle", "__sous_total"), ("Dép", "__sous_total"), ("Dép"), ("__cle", "__sous_total"), ("__sous_total"), ())
  ),
  etape_1_cellules AS (
    SELECT "Dép", "__bas",
      any_value(CASE WHEN "__niveau" = 0 AND "__cle" = 0 THEN "__mesure_0" END) AS "__0_0",
      coalesce(any_value(CASE WHEN "__niveau" = 0 AND "__cle" = 0 THEN "__mesure_1" END), 0) AS "__0_1",
      any_value(CASE WHEN "__niveau" = 0 AND "__cle" = 1 THEN "__mesure_0" END) AS "__1_0",
      coalesce(any_value(CASE WHEN "__niveau" = 0 AND "__cle" = 1 THEN "__mesure_1" END), 0) AS "__1_1",
      any_value(CASE WHEN "__niveau" = 1 AND "__sous_total" = 0 THEN "__mesure_0" END) AS "__sous_total_0_0",
      coalesce(any_value(CASE WHEN "__niveau" = 1 AND "__sous_total" = 0 THEN "__mesure_1" END), 0) AS "__sous_total_0_1",
      any_value(CASE WHEN "__niveau" = 0 AND "__cle" = 2 THEN "__mesure_0" END) AS "__2_0",
      coalesce(any_value(CASE WHEN "__niveau" = 0 AND "__cle" = 2 THEN "__mesure_1" END), 0) AS "__2_1",
      any_value(CASE WHEN "__niveau" = 0 AND "__cle" = 3 THEN "__mesure_0" END) AS "__3_0",
      coalesce(any_value(CASE WHEN "__niveau" = 0 AND "__cle" = 3 THEN "__mesure_1" END), 0) AS "__3_1",
      any_value(CASE WHEN "__niveau" = 1 AND "__sous_total" = 1 THEN "__mesure_0" END) AS "__sous_total_1_0",
      coalesce(any_value(CASE WHEN "__niveau" = 1 AND "__sous_total" = 1 THEN "__mesure_1" END), 0) AS "__sous_total_1_1",
      any_value(CASE WHEN "__niveau" = 0 AND "__cle" = 4 THEN "__mesure_0" END) AS "__4_0",
      coalesce(any_value(CASE WHEN "__niveau" = 0 AND "__cle" = 4 THEN "__mesure_1" END), 0) AS "__4_1",
      any_value(CASE WHEN "__niveau" = 2 THEN "__mesure_0" END) AS "__total_0",
      coalesce(any_value(CASE WHEN "__niveau" = 2 THEN "__mesure_1" END), 0) AS "__total_1"
    FROM etape_1_groupes
    GROUP BY "Dép", "__bas"
  ),
  etape_1_croisement AS (
    SELECT CASE "__bas" WHEN 1 THEN 'Total' ELSE "Dép" END AS "Dép",
      "__0_0" AS "2015 – Femmes – Somme",
      "__0_1" AS "2015 – Femmes – Nombre",
      "__1_0" AS "2015 – Hommes – Somme",
      "__1_1" AS "2015 – Hommes – Nombre",
      "__sous_total_0_0" AS "2015 – Total – Somme",
      "__sous_total_0_1" AS "2015 – Total – Nombre",
      "__2_0" AS "2016 – Femmes – Somme",
      "__2_1" AS "2016 – Femmes – Nombre",
      "__3_0" AS "2016 – (manquant) – Somme",
      "__3_1" AS "2016 – (manquant) – Nombre",
      "__sous_total_1_0" AS "2016 – Total – Somme",
      "__sous_total_1_1" AS "2016 – Total – Nombre",
      "__4_0" AS "Autres – Somme",
      "__4_1" AS "Autres – Nombre",
      "__total_0" AS "Total – Somme",
      "__total_1" AS "Total – Nombre",
      "__bas" AS "__order_0",
      "Dép" AS "__order_1"
    FROM etape_1_cellules
  )
SELECT "Dép", "2015 – Femmes – Somme", "2015 – Femmes – Nombre", "2015 – Hommes – Somme", "2015 – Hommes – Nombre", "2015 – Total – Somme", "2015 – Total – Nombre", "2016 – Femmes – Somme", "2016 – Femmes – Nombre", "2016 – (manquant) – Somme", "2016 – (manquant) – Nombre", "2016 – Total – Somme", "2016 – Total – Nombre", "Autres – Somme", "Autres – Nombre", "Total – Somme", "Total – Nombre"
FROM etape_1_croisement
ORDER BY "__order_0" ASC NULLS LAST, "__order_1" COLLATE fr ASC NULLS LAST, "__order_1" ASC NULLS LAST
