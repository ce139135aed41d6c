/** A SIRENE band of staff (`trancheEffectifsUniteLegale`). `max` null: no upper end. */
export type StaffBand = { code: string; min: number; max: number | null; label: string };

/** Every band of INSEE's nomenclature « tranche d’effectif salarié de l’unité légale ». `NN` and blank mean unknown. */
export const staffBands: readonly StaffBand[] = [
  { code: '00', min: 0, max: 0, label: '0 agent' },
  { code: '01', min: 1, max: 2, label: '1 à 2 agents' },
  { code: '02', min: 3, max: 5, label: '3 à 5 agents' },
  { code: '03', min: 6, max: 9, label: '6 à 9 agents' },
  { code: '11', min: 10, max: 19, label: '10 à 19 agents' },
  { code: '12', min: 20, max: 49, label: '20 à 49 agents' },
  { code: '21', min: 50, max: 99, label: '50 à 99 agents' },
  { code: '22', min: 100, max: 199, label: '100 à 199 agents' },
  { code: '31', min: 200, max: 249, label: '200 à 249 agents' },
  { code: '32', min: 250, max: 499, label: '250 à 499 agents' },
  { code: '41', min: 500, max: 999, label: '500 à 999 agents' },
  { code: '42', min: 1000, max: 1999, label: '1\u202f000 à 1\u202f999 agents' },
  { code: '51', min: 2000, max: 4999, label: '2\u202f000 à 4\u202f999 agents' },
  { code: '52', min: 5000, max: 9999, label: '5\u202f000 à 9\u202f999 agents' },
  { code: '53', min: 10000, max: null, label: '10\u202f000 agents et plus' },
];

const byCode = new Map(staffBands.map((band) => [band.code, band]));

/** The band behind "21", 21, "21.0", " 1 " (for 01); null for NN, blank and codes out of the nomenclature. */
export function readBand(stored: string | number | null): StaffBand | null {
  if (stored === null) return null;
  const text = String(stored)
    .trim()
    .replace(/[.,]0+$/, '');
  // A blank must not become the band 00.
  const code = /^\d$/.test(text) ? `0${text}` : text;
  return byCode.get(code) ?? null;
}
