/** « Nature » of a code that is no current commune's, in the built-in table of old codes. */
export const mergedNature = 'commune fusionnée';
export const delegatedNature = 'commune déléguée';
export const associatedNature = 'commune associée';
export const arrondissementNature = 'arrondissement municipal';

/** All but the arrondissements: codes of communes that are part of another one now. */
export const communeNatures = [mergedNature, delegatedNature, associatedNature];
