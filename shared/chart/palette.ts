/**
 * Eight hues told apart with the common colour deficiencies (after Okabe and Ito, 2008), each at 3:1 or more on white.
 * Dark and light alternate, so that neighbours in a stack differ in grey as well.
 */
export const palette = [
  '#0072b2',
  '#d17a00',
  '#005c48',
  '#b8569a',
  '#7a3d00',
  '#2f8fc4',
  '#5b4a9a',
  '#878700',
] as const;

/** What is left over or unknown is never a hue. */
export const neutral = '#8c8c8c';

/** Light to dark in one hue, for amounts: read in grey too. */
export const amounts = ['#d6e6f2', '#add0e6', '#78b0d6', '#3787bb', '#0a5a91', '#06365a'] as const;

/** Two sides of a middle. */
export const sides = ['#0072b2', '#d17a00'] as const;

/** Dashes and shapes that tell series apart without their colour, in the order of the palette. */
export const dashes = [
  [1, 0],
  [8, 4],
  [2, 3],
  [10, 3, 2, 3],
  [4, 4],
  [12, 4],
  [1, 4],
  [6, 2, 1, 2],
] as const;
export const shapes = [
  'circle',
  'square',
  'triangle-up',
  'diamond',
  'cross',
  'triangle-down',
  'triangle-right',
  'triangle-left',
] as const;
