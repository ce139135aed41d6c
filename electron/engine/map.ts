import type { MapFacts, MapStray, Outputs, Query } from '../../shared/contract.ts';
import { ownLevel } from '../../shared/map/levels.ts';
import { decodeOutlines } from '../../shared/map/outlines.ts';
import { mapSql, type Roll, rollBetween, strayMark } from '../../shared/map/query.ts';
import type { MapLevel, MapView } from '../../shared/map/view.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { findColumn } from '../../shared/recipe/relation.ts';
import { Fault } from '../../shared/rpc/fault.ts';
import { identifier } from '../../shared/sql/quote.ts';
import { repairCode } from '../../shared/territory/codes.ts';
import { citiesSql, doubledArrondissements } from '../../shared/territory/municipal.ts';
import { totalOrNote } from '../../shared/territory/natures.ts';
import { referenceColumn } from '../../shared/territory/reference.ts';
import { encodeStream } from './arrow.ts';
import type { Connection } from './database.ts';
import { readLayer } from './map-basemaps.ts';
import type { KnownCodes } from './map-outlines.ts';
import { compileQuery } from './query.ts';
import { oldCodes, type ReferencePlace, referenceRelation } from './reference.ts';
import type { Session } from './session.ts';

const examples = 5;

/**
 * One row per area, as Arrow (see mapSql; `code` without its mark), with the diagnosis of the codes against the areas of
 * the basemap. Faults `map-incomplete`, `column-missing`, `basemap-missing`.
 */
export async function mapData(
  session: Session,
  query: Query,
  map: MapView,
  signal: AbortSignal | null,
): Promise<Outputs['map.data']> {
  const compiled = compileQuery(session, query);
  if (map.code === null) throw new Fault('map-incomplete');
  const key = findColumn(compiled.columns, map.code);
  const roll = await findRoll(session, key, map.level);
  const [areas, old, known] = await Promise.all([
    areaCodes(session, map.basemap.id, map.level),
    oldCodes(session.reference),
    knownCodes(session),
  ]);
  const sql = mapSql(compiled.sql, compiled.columns, map, roll);
  return session.database.use(signal, async (connection) => {
    const rows = await encodeStream(await connection.stream(`${sql} ORDER BY code`));
    const codes = await connection.rows<{ code: string | null; rows: number }>(
      `SELECT code, rows FROM (${sql}) ORDER BY code`,
    );
    const facts = await diagnose(connection, codes, areas, map.level, known, old);
    const own = roll && key.meaning === 'commune' ? citiesSql(compiled.sql, key.name) : null;
    const cities = own === null ? [] : await connection.rows<{ code: string }>(own);
    return { rows, facts: { ...facts, doubled: doubledArrondissements(cities.map(({ code }) => code)).length } };
  });
}

async function findRoll(session: Session, key: Column, level: MapLevel): Promise<Roll | null> {
  const own = ownLevel(key);
  const roll = own && rollBetween(own, level);
  if (!roll) return null;
  const table = await referenceRelation(session.reference, roll.table);
  const old = roll.table === 'communes' ? await oldCodes(session.reference) : null;
  return { table, from: referenceColumn[roll.from], to: referenceColumn[roll.to], old };
}

const layerCodes = new WeakMap<Session, Map<string, Promise<Set<string>>>>();

/** The codes of a layer, read once. */
function areaCodes(session: Session, basemap: string, level: MapLevel): Promise<Set<string>> {
  const bySession = layerCodes.get(session) ?? new Map<string, Promise<Set<string>>>();
  layerCodes.set(session, bySession);
  const place = `${basemap} ${level}`;
  const known = bySession.get(place);
  if (known) return known;
  const reading = readLayer(session.options, basemap, level).then((bytes) => new Set(decodeOutlines(bytes).codes));
  bySession.set(place, reading);
  reading.catch(() => bySession.delete(place));
  return reading;
}

/** How the codes of the table meet the areas of the map, and why those that do not, as far as one can tell. */
async function diagnose(
  connection: Connection,
  codes: readonly { code: string | null; rows: number }[],
  areas: ReadonlySet<string>,
  level: MapLevel,
  known: KnownCodes,
  old: string,
): Promise<MapFacts> {
  const natures = new Map(
    (await connection.rows<{ old: string; nature: string }>(`SELECT old, nature FROM ${identifier(old)}`)).map(
      (row) => [row.old, row.nature],
    ),
  );
  const facts: MapFacts = { total: 0, withoutCode: 0, codes: 0, matched: 0, silent: 0, doubled: 0, strays: [] };
  const strays = new Map<string, MapStray>();
  for (const { code, rows } of codes) {
    facts.total += rows;
    if (code === null) {
      facts.withoutCode += rows;
      continue;
    }
    facts.codes++;
    if (areas.has(code)) {
      facts.matched++;
      continue;
    }
    const shown = code.startsWith(strayMark) ? code.slice(strayMark.length) : code;
    const cause = causeOf(shown, level, known, natures);
    const stray = strays.get(cause) ?? { cause, codes: 0, rows: 0, examples: [] };
    strays.set(cause, stray);
    stray.codes++;
    stray.rows += rows;
    if (stray.examples.length < examples) stray.examples.push(shown.slice(0, 60));
  }
  facts.silent = areas.size - facts.matched;
  facts.strays = [...strays.values()].sort((a, b) => b.rows - a.rows);
  return facts;
}

const totalOrNotePattern = new RegExp(totalOrNote);

function causeOf(code: string, level: MapLevel, known: KnownCodes, natures: ReadonlyMap<string, string>): string {
  if (known[level].has(code)) return 'no-outline';
  const nature = natures.get(code);
  if (nature?.startsWith('arrondissement')) return 'arrondissement';
  if (nature?.startsWith('commune fusionn')) return 'commune-merged';
  if (nature !== undefined) return 'commune-part';
  const repaired = [level, 'commune' as const].map((meaning) => repairCode(meaning, code));
  if (repaired.some((one) => one !== null && one !== code)) return 'leading-zeros';
  if (totalOrNotePattern.test(code.toLowerCase())) return 'total-row';
  return known.commune.has(code) ? 'no-area' : 'unknown';
}

const knownBySession = new WeakMap<ReferencePlace['database'], Promise<KnownCodes>>();

/** Present codes of each level, from the built-in reference. Read once. */
export function knownCodes({ reference }: Session): Promise<KnownCodes> {
  const existing = knownBySession.get(reference.database);
  if (existing) return existing;
  const reading = readKnown(reference);
  knownBySession.set(reference.database, reading);
  reading.catch(() => knownBySession.delete(reference.database));
  return reading;
}

async function readKnown(place: ReferencePlace): Promise<KnownCodes> {
  const [communes, departements, regions] = await Promise.all([
    referenceRelation(place, 'communes'),
    referenceRelation(place, 'departements'),
    referenceRelation(place, 'regions'),
  ]);
  const column = (name: keyof typeof referenceColumn) => identifier(referenceColumn[name]);
  return place.database.use(null, async (connection) => {
    const read = async (sql: string) => {
      const rows = await connection.rows<{ code: string; name: string; departement: string | null }>(sql);
      return new Map(rows.map(({ code, name, departement }) => [code, { name, departement }]));
    };
    return {
      commune: await read(
        `SELECT ${column('code')} AS code, ${column('commune')} AS name, ${column('departementCode')} AS departement FROM ${identifier(communes)}`,
      ),
      epci: await read(
        `SELECT ${column('epciCode')} AS code, any_value(${column('epci')}) AS name, mode(${column('departementCode')}) AS departement
         FROM ${identifier(communes)} WHERE ${column('epciCode')} IS NOT NULL GROUP BY 1`,
      ),
      departement: await read(
        `SELECT ${column('departementCode')} AS code, ${column('departement')} AS name, ${column('departementCode')} AS departement FROM ${identifier(departements)}`,
      ),
      region: await read(
        `SELECT ${column('regionCode')} AS code, ${column('region')} AS name, NULL AS departement FROM ${identifier(regions)}`,
      ),
    };
  });
}
