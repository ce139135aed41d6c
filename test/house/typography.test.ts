import { expect, it } from 'vitest';
import { fr } from '../../shared/text/fr.ts';

/** A plain space where French wants one that does not break: before ; : ? ! » and after «. */
const breaking = / [;?!»]| :(?![a-zA-Z0-9])|« /;

const texts = Object.entries(fr).flatMap(([key, entry]) =>
  (typeof entry === 'string' ? [entry] : [entry.one, entry.other]).map((text) => ({ key, text })),
);

it('writes the apostrophe of print', () => {
  expect(texts.filter(({ text }) => /\p{L}'\p{L}/u.test(text)).map(({ key }) => key)).toEqual([]);
});

it('never lets a line break before a French sign', () => {
  expect(texts.filter(({ text }) => breaking.test(text)).map(({ key }) => key)).toEqual([]);
});
