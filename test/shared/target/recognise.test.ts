import { describe, expect, test } from 'vitest';
import type { Column, Meaning } from '../../../shared/recipe/column.ts';
import {
  communeKeys,
  communeTypeColumn,
  plainPopulations,
  populationColumns,
  staffFigures,
  staffKeys,
  statesPopulation,
} from '../../../shared/target/recognise.ts';

function column(name: string, type: Column['type'] = 'text', meaning: Meaning | null = null): Column {
  return { name, type, meaning };
}

const dgcl = [
  column('dept', 'text', 'departement'),
  column('siren', 'integer', 'epci'),
  column('raison_sociale'),
  column('total_pop_tot', 'integer', 'population'),
  column('total_pop_mun', 'integer', 'population'),
  column('dep_com'),
  column('insee', 'text', 'commune'),
  column('siren_membre', 'integer', 'siren'),
  column('ptot_2025', 'integer', 'population'),
  column('pmun_2025', 'integer', 'population'),
];
const insee = [
  column('Code région', 'text', 'region'),
  column('Code département', 'text', 'departement'),
  column('Code arrondissement'),
  column('Code canton'),
  column('Code commune'),
  column('Nom de la commune'),
  column('Population municipale', 'integer', 'population'),
  column('Population comptée à part', 'integer', 'population'),
  column('Population totale', 'integer', 'population'),
];

describe('a population file', () => {
  test('of the DGCL has the code and both populations of the commune, not the totals of its EPCI', () => {
    expect({
      keys: communeKeys(dgcl),
      municipale: populationColumns(dgcl, 'municipale').map(({ name }) => name),
      totale: populationColumns(dgcl, 'totale').map(({ name }) => name),
    }).toEqual({ keys: [{ kind: 'code', column: 'insee' }], municipale: ['pmun_2025'], totale: ['ptot_2025'] });
  });

  test('of INSEE has its code over two columns', () => {
    expect({
      keys: communeKeys(insee),
      municipale: populationColumns(insee, 'municipale').map(({ name }) => name),
      totale: populationColumns(insee, 'totale').map(({ name }) => name),
    }).toEqual({
      keys: [{ kind: 'split', departement: 'Code département', commune: 'Code commune' }],
      municipale: ['Population municipale'],
      totale: ['Population totale'],
    });
  });

  test('without code is refused: names are not keys', () => {
    expect(communeKeys([column('Commune'), column('PMUN', 'integer')])).toEqual([]);
  });

  test('of 2015 has one column that does not say municipale, and one that says totale', () => {
    const columns = [
      column('DEPCOM'),
      column('pop2015', 'integer'),
      column('pop201_a_part', 'integer'),
      column('pop_totale', 'integer', 'population'),
      column('DEP', 'text', 'departement'),
    ];
    expect({
      keys: communeKeys(columns),
      municipale: populationColumns(columns, 'municipale'),
      plain: plainPopulations(columns).map(({ name }) => name),
      stated: columns.map(({ name }) => statesPopulation(name)),
    }).toEqual({
      keys: [{ kind: 'split', departement: 'DEP', commune: 'DEPCOM' }],
      municipale: [],
      plain: ['pop2015'],
      stated: [false, false, false, true, false],
    });
  });

  test('may tell the type of each row', () => {
    expect(communeTypeColumn([column('TYPECOM'), column('COM', 'text', 'commune')])).toBe('TYPECOM');
  });
});

describe('a staff file', () => {
  const band = column('trancheEffectifsUniteLegale', 'decimal', 'tranche-effectif');

  test('is joined by SIREN before commune code, and read by band', () => {
    const columns = [
      column('nom'),
      column('COG', 'text', 'commune'),
      column('SIREN', 'text', 'siren'),
      column('EPCI', 'text', 'epci'),
      column('population', 'integer', 'population'),
      band,
      column('EffectifsSup50', 'boolean'),
    ];
    expect({ keys: staffKeys(columns), figures: staffFigures(columns) }).toEqual({
      keys: [{ column: 'SIREN', stands: 'siren' }],
      figures: [{ column: 'trancheEffectifsUniteLegale', form: 'band' }],
    });
  });

  test('in full-time equivalents goes before bands and heads', () => {
    const columns = [band, column('Effectif total', 'integer'), column('ETP au 31/12', 'decimal')];
    expect(staffFigures(columns)).toEqual([{ column: 'ETP au 31/12', form: 'number' }]);
  });

  test('with two like columns leaves the choice', () => {
    const columns = [column('ETP 2022', 'decimal'), column('ETP 2023', 'decimal')];
    expect(staffFigures(columns).map(({ column: name }) => name)).toEqual(['ETP 2022', 'ETP 2023']);
  });

  test('may be joined by commune code when it has no SIREN', () => {
    expect(staffKeys([column('Code INSEE', 'text', 'commune'), column('agents', 'integer')])).toEqual([
      { column: 'Code INSEE', stands: 'commune' },
    ]);
  });

  test('without figures has none, whatever its other numbers', () => {
    expect(staffFigures([column('SIREN', 'text', 'siren'), column('Budget', 'decimal')])).toEqual([]);
  });
});
