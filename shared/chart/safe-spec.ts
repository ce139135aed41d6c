/** Why a hand-written specification is refused: where, and what it would do. */
export type Refusal = {
  path: string;
  reason: 'url' | 'format' | 'href' | 'signal' | 'usermeta' | 'image' | 'text-url' | 'datasets' | 'generator';
};

/** Names of colours and fonts never hold these; an address does. */
const address = /:\/\/|^\s*(data|javascript|file|blob):|url\s*\(/i;

/**
 * What in a Vega-Lite specification could load a file, leave the page or change how Vega itself is set up. Nothing does
 * in what Crible writes; an empty list is the only accepted answer. Titles and texts may hold an address as text.
 */
export function refusals(spec: unknown): Refusal[] {
  const found: Refusal[] = [];
  const visit = (value: unknown, path: string[], depth: number) => {
    if (depth > 60) {
      found.push({ path: path.join('.'), reason: 'generator' });
      return;
    }
    if (Array.isArray(value)) value.forEach((one, index) => void visit(one, [...path, String(index)], depth + 1));
    else if (typeof value === 'object' && value !== null) {
      for (const [key, one] of Object.entries(value)) {
        const reason = reasonOf(key, one, path);
        if (reason) found.push({ path: [...path, key].join('.'), reason });
        else if (!(key === 'values' && path.at(-1) === 'data')) visit(one, [...path, key], depth + 1);
      }
    } else if (typeof value === 'string' && address.test(value) && !isWords(path)) {
      found.push({ path: path.join('.'), reason: 'text-url' });
    }
  };
  visit(spec, [], 0);
  return found;
}

function reasonOf(key: string, value: unknown, path: readonly string[]): Refusal['reason'] | null {
  if (key === 'url' || key === 'baseURL' || key === 'src') return 'url';
  if (key === 'href' || key === 'target') return 'href';
  if (key === 'signal' || key === 'params' || key === 'signals') return 'signal';
  if (key === 'usermeta' || key === '__proto__' || key === 'loader') return 'usermeta';
  if (key === 'datasets') return 'datasets';
  if (key === 'sphere' || key === 'graticule' || key === 'sequence') return 'generator';
  if (key === 'format' && path.at(-1) === 'data') return 'format';
  const type =
    key === 'mark' && typeof value === 'object' && value !== null ? (value as { type?: unknown }).type : value;
  return key === 'mark' && type === 'image' ? 'image' : null;
}

/** Words on the drawing, where an address is only text. */
function isWords(path: readonly string[]): boolean {
  const key = path.findLast((part) => !/^\d+$/.test(part));
  return key === 'text' || key === 'title' || key === 'subtitle' || key === 'description' || key === '$schema';
}
