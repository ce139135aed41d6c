WITH
  etape_1_calcul AS (
    SELECT * REPLACE (concat(' 1 ', right("Code", 3), '.0‎') AS "Code")
    FROM "source_main"
  ),
  etape_2_calcul AS (
    SELECT *, '974' AS "DEP"
    FROM etape_1_calcul
  ),
  etape_3_calcul AS (
    SELECT *, "Population" AS "COM"
    FROM etape_2_calcul
  ),
  etape_4_nettoyage AS (
    SELECT * EXCLUDE ("__brut_0") REPLACE (CASE WHEN regexp_matches("__brut_0", '^(?:(?:0[1-9]|[1-8]\d|9[0-5]|2[AB])\d{3}|9[78][0-9]\d{2})$') THEN "__brut_0" WHEN length("__brut_0") = 4 AND regexp_matches(concat('0', "__brut_0"), '^(?:(?:0[1-9]|[1-8]\d|9[0-5]|2[AB])\d{3}|9[78][0-9]\d{2})$') THEN concat('0', "__brut_0") WHEN regexp_matches("__brut_0", '^(?:19|20)\d{2}-(?:COM|ARM)-') AND regexp_matches(regexp_replace("__brut_0", '^(?:19|20)\d{2}-(?:COM|ARM)-', ''), '^(?:(?:0[1-9]|[1-8]\d|9[0-5]|2[AB])\d{3}|9[78][0-9]\d{2})$') THEN regexp_replace("__brut_0", '^(?:19|20)\d{2}-(?:COM|ARM)-', '') ELSE "Code" END AS "Code")
    FROM (SELECT *, upper(regexp_replace(regexp_replace("Code", '[\s\v\x{00a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{00ad}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}\x{feff}]', '', 'g'), '[.,]0+$', '')) AS "__brut_0" FROM etape_3_calcul)
  ),
  etape_5_nettoyage AS (
    SELECT * REPLACE (nullif(upper(trim(regexp_replace(regexp_replace("Nom", '[\x{00ad}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}\x{feff}]', '', 'g'), '[\s\v\x{00a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}]+', ' ', 'g'))), '') AS "Nom",
      nullif(upper(trim(regexp_replace(regexp_replace("DEP", '[\x{00ad}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}\x{feff}]', '', 'g'), '[\s\v\x{00a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}]+', ' ', 'g'))), '') AS "DEP")
    FROM etape_4_nettoyage
  ),
  etape_6_nettoyage AS (
    SELECT * REPLACE (CASE WHEN "Population" IN (341, 54420) THEN NULL ELSE "Population" END AS "Population")
    FROM etape_5_nettoyage
  ),
  etape_7_nettoyage AS (
    SELECT * EXCLUDE ("__brut_0", "__brut_1"), nullif(regexp_extract(CASE WHEN length("__brut_1") = 5 THEN "__brut_1" WHEN "__brut_0" <> '' AND length("__brut_1") BETWEEN 1 AND 3 THEN CASE WHEN length("__brut_0") = 3 AND starts_with("__brut_0", '97') THEN concat("__brut_0", right(CASE WHEN length("__brut_1") < 3 THEN lpad("__brut_1", 3, '0') ELSE "__brut_1" END, 2)) ELSE CASE WHEN length("__brut_0") <> 3 THEN CASE WHEN length("__brut_0") < 2 THEN lpad("__brut_0", 2, '0') ELSE "__brut_0" END WHEN starts_with("__brut_0", '0') THEN right("__brut_0", 2) END || CASE WHEN length("__brut_1") < 3 THEN lpad("__brut_1", 3, '0') ELSE "__brut_1" END END END, '^(?:(?:0[1-9]|[1-8]\d|9[0-5]|2[AB])\d{3}|9[78][0-9]\d{2})$'), '') AS "INSEE"
    FROM (SELECT *, upper(regexp_replace(regexp_replace("DEP", '[\s\v\x{00a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{00ad}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}\x{feff}]', '', 'g'), '[.,]0+$', '')) AS "__brut_0", upper(regexp_replace(regexp_replace(CAST("COM" AS VARCHAR), '[\s\v\x{00a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{00ad}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}\x{feff}]', '', 'g'), '[.,]0+$', '')) AS "__brut_1" FROM etape_6_nettoyage)
  ),
  etape_8_colonnes AS (
    SELECT "__row", "Code", "Nom", "Population", "INSEE"
    FROM etape_7_nettoyage
  )
SELECT "Code", "Nom", "Population", "INSEE"
FROM etape_8_colonnes
