import { expect, test } from 'vitest';
import { totalOrNote } from '../../../shared/territory/natures.ts';

test('totals and notes are told from communes whose names begin alike', () => {
  const isTotal = (text: string) => new RegExp(totalOrNote).test(text);
  const rows = [
    'total',
    'total general',
    'ensemble',
    'sous-total',
    'france metropolitaine',
    'champ : france',
    'source: insee',
    'note de lecture : les',
  ];
  const communes = [
    'champ-dolent',
    'champagne-sur-oise',
    'francescas',
    'notre-dame-d’oe',
    'sources-en-cevennes',
    'totainville',
    'lectoure',
  ];
  expect({ rows: rows.filter((text) => !isTotal(text)), communes: communes.filter(isTotal) }).toEqual({
    rows: [],
    communes: [],
  });
});
