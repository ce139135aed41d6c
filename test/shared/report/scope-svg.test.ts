import { expect, test } from 'vitest';
import { scopeSvg } from '../../../shared/report/scope-svg.ts';

test('puts identifiers and what points at them under a prefix, and touches no text', () => {
  const svg = [
    '<?xml version="1.0"?>',
    '<svg xmlns="http://www.w3.org/2000/svg" aria-labelledby="titre resume">',
    '<title id="titre">id="x" url(#motif)</title>',
    '<pattern id=\'motif\'/><rect fill="url(#motif)" data-note="a > b"/><use href="#motif" xlink:href="#motif"/>',
    '<path clip-path="url(\'#clip\')" fill="#ffffff"/>',
    '</svg>',
  ].join('');
  expect(scopeSvg(svg, 'b1-')).toBe(
    [
      '<svg xmlns="http://www.w3.org/2000/svg" aria-labelledby="b1-titre b1-resume">',
      '<title id="b1-titre">id="x" url(#motif)</title>',
      '<pattern id=\'b1-motif\'/><rect fill="url(#b1-motif)" data-note="a > b"/><use href="#b1-motif" xlink:href="#b1-motif"/>',
      '<path clip-path="url(\'#b1-clip\')" fill="#ffffff"/>',
      '</svg>',
    ].join(''),
  );
});
