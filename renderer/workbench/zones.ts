const focusable = 'a[href], button:not([disabled]), input, select, textarea, [tabindex]:not([tabindex="-1"])';
/** Where the keyboard was in each zone when it left. */
const left = new WeakMap<HTMLElement, HTMLElement>();

/** Moves the focus to the next (1) or previous (-1) zone: elements marked `data-zone`, in page order. */
export function nextZone(direction: 1 | -1): void {
  const zones = [...document.querySelectorAll<HTMLElement>('[data-zone]')].filter((zone) => zone.offsetParent !== null);
  if (zones.length === 0) return;
  const active = document.activeElement;
  const present = zones.findIndex((zone) => zone.contains(active));
  const from = zones[present];
  if (from && active instanceof HTMLElement) left.set(from, active);
  const start = present === -1 && direction === -1 ? 0 : present;
  const zone = zones[(start + direction + zones.length) % zones.length];
  if (zone) focusIn(zone);
}

/** Puts the focus in the zone of that name, or in the main one where there is none. */
export function enterZone(name: string | null): void {
  const zones = [...document.querySelectorAll<HTMLElement>('[data-zone]')].filter((zone) => zone.offsetParent !== null);
  const zone = zones.find((candidate) => candidate.dataset.zone === name) ?? zones.find((one) => one.matches('main'));
  if (zone) focusIn(zone);
}

function focusIn(zone: HTMLElement): void {
  const before = left.get(zone);
  const target = before?.isConnected ? before : zone.querySelector<HTMLElement>(focusable);
  (target ?? zone).focus();
}
