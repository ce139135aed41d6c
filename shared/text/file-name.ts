/** A title as a file name without extension that every system takes; `fallback` where nothing of it is left. */
export function fileStem(title: string, fallback: string): string {
  const stem = title
    .replace(/[\\/:*?"<>|\p{Cc}\s]+/gu, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '')
    .slice(0, 80);
  return stem === '' ? fallback : stem;
}
