/** Eight hues told apart with the common colour deficiencies (after Okabe and Ito, 2008), dark enough on white. */
export const palette = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#b8569a',
  '#e69f00',
  '#3aa0d8',
  '#7a5c1e',
  '#5b5b9a',
] as const;

/** What is left over or unknown is never a hue. */
export const neutral = '#8c8c8c';
