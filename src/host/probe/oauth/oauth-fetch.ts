import { maskUrl } from '../../../core/secret/mask.ts';
import { say } from '../../../core/text/message.ts';
import { ProbeFault } from '../probe-fault.ts';
import { cappedFetch, type CappedFetchOptions, type Fetch } from '../remote/capped-fetch.ts';
import { classOf } from '../remote/address-class.ts';

const bytes = 256 * 1024;
/** For each request as a whole, in milliseconds. */
const timeout = 10_000;

/**
 * For metadata, registration and tokens: any origin within reach, https or this machine. Carries none of the declaration's headers.
 * @param faults gets everything that was refused or failed
 */
export function oauthFetch(options: Pick<CappedFetchOptions, 'reach' | 'version' | 'signal' | 'lookup'>, faults: ProbeFault[]): Fetch {
  const fetch = cappedFetch({ ...options, limits: { message: bytes, stream: bytes }, timeout, onFault: (fault) => faults.push(fault) });
  return async (url, init) => {
    const to = new URL(url);
    if (!isProtected(to)) {
      const fault = new ProbeFault('refused', say('{address} is not protected by https, so nobody is signed in through it.', { address: maskUrl(to.href) }));
      faults.push(fault);
      throw fault;
    }
    const given = init?.signal;
    return fetch(to, { ...init, signal: AbortSignal.any([AbortSignal.timeout(timeout), ...(given ? [given] : [])]) });
  };
}

/** Nobody on the way can read it: https, or this machine (RFC 8252 8.3). */
export function isProtected(url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return url.protocol === 'https:' || (url.protocol === 'http:' && (host === 'localhost' || classOf(host) === 'loopback'));
}
