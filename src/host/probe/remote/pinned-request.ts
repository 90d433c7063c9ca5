import * as dns from 'node:dns';
import * as http from 'node:http';
import * as https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Reach } from './reach.ts';
import { ProbeFault } from '../probe-fault.ts';

export interface PinnedRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** Until the answer begins, in milliseconds. */
  readonly timeout: number;
  readonly reach: Reach;
  /** How names are looked up; the system's way if not given. */
  readonly lookup?: typeof dns.lookup | undefined;
}

/**
 * Send one request, and connect to no other address than one that was looked at.
 *
 * Through `node:http(s)` and not the global `fetch`: only there can the lookup of a connection be one's own, so that the address that was
 * checked is the one that is connected to. With `fetch` a name can only be looked up beforehand, and once more by the connection, which a
 * server with a short-lived DNS record can answer otherwise. VS Code lays its proxy and certificate settings over these modules as it does
 * over `fetch` (extensionHostProcess.js of 1.139: the functions of the `http`, `https` and `tls` objects are replaced), therefore no agent of our own.
 * What this cannot see: where a proxy connects to, since that looks names up itself; and where a connection leads that this process had
 * already open to the same host and port.
 * @throws ProbeFault for a refused address; otherwise as the modules do
 */
export function pinnedRequest(url: URL, options: PinnedRequest): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const refused = options.reach.refusesUrl(url) ?? literalRefused(url, options.reach);
    if (refused) {
      reject(new ProbeFault('refused', refused));
      return;
    }
    const { request } = url.protocol === 'https:' ? https : http;
    const sending = request(url, {
      method: options.method,
      headers: { ...options.headers, ...(options.body !== undefined && { 'content-length': String(Buffer.byteLength(options.body)) }) },
      ...(options.signal && { signal: options.signal }),
      lookup: checked(url, options),
    });
    const timer = setTimeout(() => sending.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })), options.timeout);
    sending.once('response', (response) => {
      clearTimeout(timer);
      // A server may go on sending after the answer was read: an error then has nobody to be told to.
      response.on('error', () => undefined);
      resolve(response);
    });
    sending.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    sending.end(options.body);
  });
}

/** An address that is written as such is never looked up. */
function literalRefused(url: URL, reach: Reach): ReturnType<Reach['refusesAddress']> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return /^[\d.]+$|:/.test(host) ? reach.refusesAddress(host, host) : undefined;
}

/** The lookup of a connection, which hands on no address that may not be called: all of a name's, so that none hides behind another. */
function checked(url: URL, { reach, lookup = dns.lookup }: PinnedRequest): LookupFunction {
  return (hostname, options, callback) => {
    // A proxy's own name: the user set that.
    if (hostname !== url.hostname) return lookup(hostname, options, callback);
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '');
      for (const { address } of addresses) {
        const refused = reach.refusesAddress(hostname, address);
        if (refused) return callback(new ProbeFault('refused', refused), '');
      }
      const first = addresses[0];
      if (!first) callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '');
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
