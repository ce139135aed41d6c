/** « Nature » of a code that is no current commune's, in the built-in table of old codes. */
export const mergedNature = 'commune fusionnée';
export const delegatedNature = 'commune déléguée';
export const associatedNature = 'commune associée';
export const arrondissementNature = 'arrondissement municipal';

/** All but the arrondissements: codes of communes that are part of another one now. */
export const communeNatures = [mergedNature, delegatedNature, associatedNature];

/**
 * A cell that is no place but a total or a note, over lower-case text without accents: « Total », « Ensemble »,
 * « France métropolitaine », « Champ : … ». Champ-Dolent, Francescas and Notre-Dame-de-Gravenchon are communes.
 */
export const totalOrNote =
  '^(?:total|sous[ -]total|ensemble|france)(?:[^a-z]|$)|^(?:sources?|champ|notes?(?: de lecture)?|lecture)[ \u00a0\u202f]?:';
