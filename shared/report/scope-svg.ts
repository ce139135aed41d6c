/**
 * An SVG document as a part of a page: without its XML declaration, its identifiers and what points at them under a
 * `prefix` of its own, so that two drawings of one page never share a pattern or a clip. Only tags are touched, never text.
 */
export function scopeSvg(svg: string, prefix: string): string {
  return svg
    .replace(/^\s*<\?xml[^>]*\?>\s*/, '')
    .replace(/^\s*<!DOCTYPE[^>]*>\s*/i, '')
    .replace(/<[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*>/g, (tag) =>
      tag.replace(
        /(\s)([\w:-]+)=("[^"]*"|'[^']*')/g,
        (_, space: string, name: string, quoted: string) => `${space}${name}=${scopeAttribute(name, quoted, prefix)}`,
      ),
    );
}

function scopeAttribute(name: string, quoted: string, prefix: string): string {
  const mark = quoted.charAt(0);
  const value = quoted.slice(1, -1);
  const changed = (() => {
    if (name === 'id') return `${prefix}${value}`;
    if (name === 'aria-labelledby' || name === 'aria-describedby')
      return value
        .split(/\s+/)
        .map((id) => `${prefix}${id}`)
        .join(' ');
    if ((name === 'href' || name === 'xlink:href') && value.startsWith('#')) return `#${prefix}${value.slice(1)}`;
    return value.replace(/url\((['"]?)#/g, (_, quote: string) => `url(${quote}#${prefix}`);
  })();
  return `${mark}${changed}${mark}`;
}
