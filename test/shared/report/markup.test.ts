import { expect, test } from 'vitest';
import { passagesOf } from '../../../shared/report/markup.ts';

const plain = (text: string) => ({ text, bold: false });
const bold = (text: string) => ({ text, bold: true });

test('parts paragraphs at empty lines, makes lists and bold words, and leaves every other sign as it stands', () => {
  const text = [
    'Un **mot** gras',
    'et la suite.',
    '',
    '- un',
    '- deux **gras**',
    '1. premier',
    '2) second',
    '',
    '<b>pas gras</b> **sans paire, 2 * 3 ** 4',
  ].join('\r\n');
  expect(passagesOf(text)).toEqual([
    { kind: 'paragraph', runs: [plain('Un '), bold('mot'), plain(' gras'), plain(' et la suite.')] },
    { kind: 'list', ordered: false, items: [[plain('un')], [plain('deux '), bold('gras')]] },
    { kind: 'list', ordered: true, items: [[plain('premier')], [plain('second')]] },
    { kind: 'paragraph', runs: [plain('<b>pas gras</b> **sans paire, 2 * 3 ** 4')] },
  ]);
});

test('keeps every letter of any text, but for the marks', () => {
  expect(passagesOf('\n \n')).toEqual([]);
  expect(passagesOf('-5 degrés\n*étoile')).toEqual([
    { kind: 'paragraph', runs: [plain('-5 degrés'), plain(' *étoile')] },
  ]);
});
