import type { ExportFormat, TerritoryEntry } from '../../shared/contract.ts';
import { Fault } from '../../shared/rpc/fault.ts';
import {
  defaultChoices,
  figuresOf,
  type ReferenceBodies,
  type ReferenceFigure,
  type TargetChoices,
} from '../../shared/target/choices.ts';
import { type Area, france } from '../../shared/territory/perimeter.ts';

export type TargetsOptions = {
  population: string | null;
  staff: string | null;
  bodies: ReferenceBodies;
  /** As typed: checked against the reference once it is there. */
  territory: string;
  kind: 'municipale' | 'totale';
  /** The population of the reference for these bodies and that kind. */
  figure: ReferenceFigure;
  thresholds: Pick<TargetChoices, 'minPopulation' | 'maxPopulation' | 'minStaff' | 'operator' | 'connective'>;
  out: string;
  format: ExportFormat;
  /** Also write the « note de méthode » there, and the workbook with one sheet per verdict. */
  note: string | null;
  workbook: string | null;
};

export const targetsUsage = `Usage : crible targets [options] --out FICHIER.(csv|xlsx|parquet)
  --bodies GENRE                   communes (par défaut), epci, departements ou regions
  --population FICHIER             population des communes (sans cette option : le référentiel intégré)
  --staff FICHIER                  effectifs, rattachés par SIREN ou par code commune
  --territory TERRITOIRE           france (par défaut), region:27, departement:33, epci:200000172 ou commune:33063,
                                   ou plusieurs, séparés par des virgules
  --population-kind GENRE          municipale (par défaut) ou totale
  --min-population NOMBRE          3500 par défaut
  --max-population NOMBRE          aucun par défaut ; un profil (10000 à 80000), non la loi
  --min-staff NOMBRE               50 par défaut
  --operator ge|gt                 « au moins » (ge, par défaut) ou « plus de » (gt)
  --connective and|or              les deux critères (and, par défaut) ou l’un des deux (or)
  --note FICHIER.(docx|html)       écrit aussi la note de méthode
  --workbook FICHIER.xlsx          écrit aussi un classeur : Cibles, À vérifier, Hors cible, Sources et méthode`;

/** A command line that cannot be understood: the caller prints the usage and exits with status 2. */
export class UsageError extends Error {}

const flags = [
  'bodies',
  'max-population',
  'note',
  'workbook',
  'population',
  'staff',
  'territory',
  'population-kind',
  'min-population',
  'min-staff',
  'operator',
  'connective',
  'out',
] as const;
type Flag = (typeof flags)[number];

/** Reads `--name value` and `--name=value`. Throws UsageError. */
export function parseTargets(args: readonly string[]): TargetsOptions {
  const given = new Map<Flag, string>();
  for (let place = 0; place < args.length; place += 1) {
    const [, name, inline] = /^--([a-z-]+)(?:=(.*))?$/s.exec(args[place] ?? '') ?? [];
    const flag = flags.find((candidate) => candidate === name);
    if (!flag) throw new UsageError(`Option inconnue : ${args[place]}`);
    if (given.has(flag)) throw new UsageError(`Option donnée deux fois : --${flag}`);
    const value = inline ?? args[++place];
    if (value === undefined || value === '') throw new UsageError(`Il manque une valeur après --${flag}`);
    given.set(flag, value);
  }
  const out = given.get('out');
  if (out === undefined) throw new UsageError('Il manque --out FICHIER');
  const bodies = oneOf(given, 'bodies', ['communes', 'epci', 'departements', 'regions']);
  const kind = oneOf(given, 'population-kind', bodies === 'epci' ? ['totale', 'municipale'] : ['municipale', 'totale']);
  if (bodies !== 'communes' && given.has('population'))
    throw new UsageError('--population ne vaut que pour les communes');
  const figure = figuresOf[bodies].find((one) => one.startsWith(kind));
  if (!figure) throw new UsageError(`Le référentiel n’a pas de population ${kind} pour ce genre de collectivités`);
  const note = given.get('note') ?? null;
  if (note !== null && !/\.(docx|html)$/i.test(note)) throw new UsageError('--note attend un fichier .docx ou .html');
  const workbook = given.get('workbook') ?? null;
  if (workbook !== null && !/\.xlsx$/i.test(workbook)) throw new UsageError('--workbook attend un fichier .xlsx');
  return {
    bodies,
    note,
    workbook,
    population: given.get('population') ?? null,
    staff: given.get('staff') ?? null,
    territory: given.get('territory') ?? 'france',
    kind,
    figure,
    thresholds: {
      minPopulation: quantity(given, 'min-population', defaultChoices.minPopulation),
      maxPopulation: given.has('max-population') ? quantity(given, 'max-population', 0) : null,
      minStaff: quantity(given, 'min-staff', defaultChoices.minStaff),
      operator: oneOf(given, 'operator', ['ge', 'gt']),
      connective: oneOf(given, 'connective', ['and', 'or']),
    },
    out,
    format: formatOf(out),
  };
}

/** The first value is the default. */
function oneOf<V extends string>(given: Map<Flag, string>, flag: Flag, values: readonly [V, ...V[]]): V {
  const text = given.get(flag);
  if (text === undefined) return values[0];
  const found = values.find((value) => value === text);
  if (!found) throw new UsageError(`--${flag} attend ${values.join(' ou ')}, pas « ${text} »`);
  return found;
}

function quantity(given: Map<Flag, string>, flag: Flag, otherwise: number): number {
  const text = given.get(flag);
  if (text === undefined) return otherwise;
  if (!/^\d+(?:[.,]\d+)?$/.test(text)) throw new UsageError(`--${flag} attend un nombre, pas « ${text} »`);
  return Number(text.replace(',', '.'));
}

function formatOf(out: string): ExportFormat {
  const extension = /\.([a-z]+)$/i.exec(out)?.[1]?.toLowerCase();
  if (extension === 'csv') return 'csv-open';
  if (extension === 'xlsx' || extension === 'parquet') return extension;
  throw new UsageError('--out attend un fichier .csv, .xlsx ou .parquet');
}

/**
 * « region:27 », « departement:33,commune:24322 »: the areas that the reference has, any levels together.
 * `findCommune` gives the commune of a code. Fault `territory-unknown`.
 */
export async function readAreas(
  text: string,
  known: readonly TerritoryEntry[],
  findCommune: (code: string) => Promise<Area | null>,
): Promise<Area[]> {
  const areas: Area[] = [];
  for (const part of text.split(',').map((one) => one.trim())) {
    const [kind, written = ''] = part.split(':');
    const code = written.toUpperCase();
    const entry = known.find((candidate) => candidate.kind === kind && candidate.code === code);
    if (part.toLowerCase() === 'france') areas.push(france);
    else if (entry) areas.push({ kind: entry.kind, code, name: entry.name });
    else {
      const commune = kind === 'commune' && code !== '' ? await findCommune(code) : null;
      if (!commune) throw new Fault('territory-unknown', { territory: part });
      areas.push(commune);
    }
  }
  return areas;
}
