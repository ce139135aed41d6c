import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';

/** What both hosts say of the page (RELIABILITY.md). Nothing but the page's own files may run, show or be fetched. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const securityHeaders: Record<string, string> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
  'cache-control': 'no-store',
};

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * A file of the built page, or null. The path asked is only compared with those that exist: it is never joined to a
 * folder, so no form of « .. » can leave it.
 */
export function readPage(folder: string, pathname: string): { bytes: Buffer; contentType: string } | null {
  const asked = pathname === '/' ? '/index.html' : pathname;
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find(
    (path) => `/${path.split(sep).join('/')}` === asked,
  );
  const contentType = contentTypes[extname(found ?? '')];
  if (found === undefined || contentType === undefined) return null;
  return { bytes: readFileSync(join(folder, found)), contentType };
}
