import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { socketProtocol, tokenHeader } from '../shared/rpc/host.ts';

/** 256 bits, made anew for each run of the browser host. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * Why a request may not even be looked at, or null. `host` is the exact « 127.0.0.1:port » that the server listens to:
 * a name that DNS rebinding points here is another Host. A browser tells Origin and Sec-Fetch-Site by itself and no
 * page can forge them; a program of this computer can, and meets the token.
 */
export function refuseForeign(headers: IncomingHttpHeaders, host: string): string | null {
  if (headers.host !== host) return 'host';
  if (headers.origin !== undefined && headers.origin !== `http://${host}`) return 'origin';
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'site';
  return null;
}

/** Why a request for the user's data is refused, or null: only the page that was given the token may ask. */
export function refuseStranger(headers: IncomingHttpHeaders, token: string): string | null {
  return sameText(String(headers[tokenHeader] ?? ''), token) ? null : 'token';
}

/**
 * Why a WebSocket is refused, or null. A page cannot add headers to a WebSocket, and an address gets into logs and
 * histories: the token travels as a second subprotocol. Cross-origin sockets are not stopped by browsers, so Origin is
 * required here, not only checked when present.
 */
export function refuseSocket(headers: IncomingHttpHeaders, host: string, token: string): string | null {
  const foreign = refuseForeign(headers, host);
  if (foreign) return foreign;
  if (headers.origin === undefined) return 'origin';
  const protocols = (headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim());
  if (protocols[0] !== socketProtocol) return 'protocol';
  return sameText(protocols[1] ?? '', token) ? null : 'token';
}

/** Compares in a time that tells nothing of where the texts differ, nor of their lengths. */
function sameText(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
