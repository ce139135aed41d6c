import { describe, expect, test } from 'vitest';
import { decodeEntities, holdEntities } from '../../../electron/engine/sources/entities.ts';
import { findMisreading, findWhole, mendMisread } from '../../../electron/engine/sources/misread.ts';
import type { Misreading } from '../../../shared/text/mending.ts';

/** The texts of one column as they would be read. */
function read(texts: readonly string[]): string[] {
  const misreading = findMisreading([texts]);
  if (misreading === null) return [...texts];
  const [whole] = findWhole(misreading, [texts]);
  return texts.map((text) => mendMisread(misreading, text, whole!));
}

describe('Accents taken for those of another encoding', () => {
  const right = ['Près', 'Spécialistes', 'Élémentaire', 'Aide à domicile', 'Français', 'Hôpital', 'n° 12', 'Forêt'];
  // Written by Python's own codecs, byte for byte.
  test.each<[Misreading, string[]]>([
    [
      'windows-1252-as-cp850',
      ['PrÞs', 'SpÚcialistes', '╔lÚmentaire', 'Aide Ó domicile', 'Franþais', 'H¶pital', 'n░ 12', 'ForÛt'],
    ],
    [
      'windows-1252-as-cp437',
      ['PrΦs', 'SpΘcialistes', '╔lΘmentaire', 'Aide α domicile', 'Franτais', 'H⌠pital', 'n░ 12', 'ForΩt'],
    ],
    [
      'windows-1252-as-mac-roman',
      ['PrËs', 'SpÈcialistes', '…lÈmentaire', 'Aide ‡ domicile', 'FranÁais', 'HÙpital', 'n∞ 12', 'ForÍt'],
    ],
    [
      'mac-roman-as-windows-1252',
      [
        'Pr\u008fs',
        'SpŽcialistes',
        'ƒlŽmentaire',
        'Aide ˆ domicile',
        'Fran\u008dais',
        'H™pital',
        'n¡ 12',
        'For\u0090t',
      ],
    ],
    [
      'cp850-as-windows-1252',
      ['PrŠs', 'Sp‚cialistes', '\u0090l‚mentaire', 'Aide … domicile', 'Fran‡ais', 'H“pital', 'nø 12', 'Forˆt'],
    ],
    [
      'utf-8-as-windows-1252',
      ['PrÃ¨s', 'SpÃ©cialistes', 'Ã‰lÃ©mentaire', 'Aide Ã\u00a0 domicile', 'FranÃ§ais', 'HÃ´pital', 'nÂ° 12', 'ForÃªt'],
    ],
    [
      'utf-8-as-mac-roman',
      ['Pr√®s', 'Sp√©cialistes', '√âl√©mentaire', 'Aide √† domicile', 'Fran√ßais', 'H√¥pital', 'n¬∞ 12', 'For√™t'],
    ],
    [
      'utf-8-as-cp850',
      ['Pr├¿s', 'Sp├®cialistes', '├ël├®mentaire', 'Aide ├á domicile', 'Fran├ºais', 'H├┤pital', 'n┬░ 12', 'For├¬t'],
    ],
  ])('of %s come back', (misreading, texts) => {
    const given = [...texts, 'rien'];
    expect([findMisreading([given]), read(given)]).toEqual([misreading, [...right, 'rien']]);
  });

  test('come back in a column of them, and others stay as they are', () => {
    const misread = ['DÚpartement', 'RÚgion', 'GÚnÚral', 'À part'];
    const columns = [misread, ['Près', 'Þórshöfn', 'Ó']];
    const misreading = findMisreading(columns)!;
    expect([
      misreading,
      columns.map((texts, at) =>
        texts.map((text) => mendMisread(misreading, text, findWhole(misreading, columns)[at]!)),
      ),
    ]).toEqual([
      'windows-1252-as-cp850',
      [
        ['Département', 'Région', 'Général', 'À part'],
        ['Près', 'Þórshöfn', 'Ó'],
      ],
    ]);
  });

  test('taken twice for those of windows-1252 come back', () => {
    expect(read(['PrÃƒÂ¨s', 'SpÃƒÂ©cialistes', 'PrÃƒÂ©vu'])).toEqual(['Près', 'Spécialistes', 'Prévu']);
  });

  test.each([
    ['of Iceland', ['Þórshöfn', 'Þingvellir', 'Alþingi', 'Guðmundur', 'Ísafjörður', 'Ólafur']],
    ['of Spain and Peru in capitals', ['PERÚ', 'MÉXICO', 'BOGOTÁ', 'Panamá', 'Óscar Ibáñez', 'ESPAÑA']],
    ['of Portugal', ['SÃO PAULO', 'SITUAÇÃO', 'MAÇÃ', 'Conceição', 'Três Corações']],
    ['of Czechia', ['Žižkov', 'Plzeň', 'Šumava', 'Ďáblice']],
    ['made small letter by letter', ['IsÈre', 'DrÔme', 'RhÔne', 'ArdÈche', 'SaÔne', 'LozÈre', 'CÔte-d’Or', 'NiÈvre']],
    ['left in capitals at the end', ['JosÉ', 'AndrÉ', 'RenÉ', 'OrlÉans', 'AimÉe']],
    ['of two words only', ['SpÈcialistes', 'MÈdecins', 'Autres']],
    ['of signs', ['l´eau', 'd´accord', 'agent·e·s', 'm²SHON', 'm³an', 'Suite…voir', '12°C', 'Paris–Lyon', '½tarif']],
    ['of ligatures and names', ['Œuvre', 'œnologie', 'L’Haÿ-les-Roses', 'Saint-Ÿves', 'McÉwan', 'Ærø']],
    ['of Greek and Vietnamese', ['Αθήνα', 'αβγ', 'Việt Nam', 'Đà Nẵng', 'µg/m³']],
    [
      'that are right',
      ['Près', 'Spécialistes', 'Élémentaire', 'À domicile', 'ÎLE-DE-FRANCE', 'Noël', '« cité »', '€ HT'],
    ],
  ])('%s are left', (_, texts) => {
    expect(read(texts)).toEqual(texts);
  });
});

describe('Codes of web pages', () => {
  test('are read as what they stand for', () => {
    expect(
      ['R&amp;D', 'l&#39;eau', '&eacute;t&eacute;', 'l&#146;&#x152;uvre', '&lt; 5 ans', 'P&amp;eacute;'].map(
        decodeEntities,
      ),
    ).toEqual(['R&D', "l'eau", 'été', 'l’Œuvre', '< 5 ans', 'Pé']);
  });
  test('are left in pieces of pages, and what is none is left', () => {
    const left = ['<p>R&amp;D</p>', 'R&D', 'a&b;', '&foo;', '&#7;', '?a=1&copy=2', 'AT&T;'];
    expect([left.map(decodeEntities), holdEntities(left), holdEntities(['R&amp;D', 'R&amp;D'])]).toEqual([
      left,
      false,
      false,
    ]);
  });
});
