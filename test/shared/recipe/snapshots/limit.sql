WITH
  etape_2_limite AS (
    SELECT *
    FROM "source_main"
    ORDER BY "Créée le" ASC NULLS LAST, "Nom" COLLATE fr DESC NULLS LAST, "Nom" DESC NULLS LAST, "__row" ASC NULLS LAST
    LIMIT 4
  ),
  etape_3_colonnes AS (
    SELECT "__row", "Nom", "Créée le"
    FROM etape_2_limite
  )
SELECT "Nom", "Créée le"
FROM etape_3_colonnes
ORDER BY "Créée le" ASC NULLS LAST, "Nom" COLLATE fr DESC NULLS LAST, "Nom" DESC NULLS LAST, "__row" ASC NULLS LAST
