import type { Catalog } from '../../catalog/catalog.ts';
import { hostInLogin } from '../../identity/login-host.ts';
import { isMixedScript, skeleton } from '../../text/confusables.ts';
import { decodeLabel } from '../../text/punycode.ts';
import { nameAbove, type CalledHost } from './called-hosts.ts';
import { isSlip, knownDomains, registered } from './known-domains.ts';

/** How a host passes for another. `instead`: the host that was probably meant. */
export type Disguise =
  /** `https://github.com@evil.example/` calls what stands behind the `@`. */
  | { readonly how: 'login'; readonly seems: string }
  /** Letters of several scripts in one label. */
  | { readonly how: 'mixed' }
  /** It looks the same as a known one. */
  | { readonly how: 'looks'; readonly seems: string; readonly instead: string }
  /** A known one with one slip of the fingers. */
  | { readonly how: 'slip'; readonly seems: string; readonly instead: string }
  /** `github.com.evil.example`: the end of a host says whose it is. */
  | { readonly how: 'front'; readonly seems: string };

/** Services that browsers and firewalls put a whole host before: Microsoft Defender for Cloud Apps, Netskope, Zscaler. */
const reverseProxies: ReadonlyMap<string, true> = new Map(['mcas.ms', 'cas.ms', 'mcas-gov.us', 'goskope.com', 'zscaler.net', 'zscloud.net'].map((domain) => [domain, true]));

/** Shorter names are one letter from too many others. */
const shortest = 6;

export function disguiseOf({ login, name, here }: CalledHost, catalog: Catalog): Disguise | undefined {
  const front = login === '' ? undefined : hostInLogin(login);
  if (front !== undefined) return { how: 'login', seems: front };
  if (name === undefined || here || name.startsWith('[') || catalog.hosts.has(name)) return undefined;
  const known = knownDomains(catalog);
  const domain = registered(name);
  if (domain !== undefined && known.all.has(domain)) return undefined;
  const shown = name.includes('xn--') ? name.split('.').map(decodeLabel).join('.') : name;
  if (shown !== name && shown.split('.').some(isMixedScript)) return { how: 'mixed' };
  if (domain === undefined) return inFront(name, known.all);
  const seems = known.bySkeleton.get(skeleton(registered(shown) ?? shown));
  if (seems !== undefined) return { how: 'looks', seems, instead: name.slice(0, -domain.length) + seems };
  return inFront(name, known.all) ?? slip(name, domain, known.byEnding);
}

function inFront(name: string, known: ReadonlySet<string>): Disguise | undefined {
  const labels = name.split('.');
  for (let i = 0; i < labels.length - 2; i++) {
    const seems = `${labels[i]}.${labels[i + 1]}`;
    // `amazonaws.com.cn` is the same company's, as are most known names with a country behind them.
    if (known.has(seems) && !(labels.length === i + 3 && labels.at(-1)!.length === 2)) return nameAbove(reverseProxies, name) ? undefined : { how: 'front', seems };
  }
  return undefined;
}

function slip(name: string, domain: string, byEnding: ReadonlyMap<string, readonly string[]>): Disguise | undefined {
  const dot = domain.indexOf('.');
  const own = domain.slice(0, dot);
  if (own.length < shortest - 1) return undefined;
  const ending = domain.slice(dot + 1);
  const meant = byEnding.get(ending)?.find((one) => one.length >= shortest && isSlip(own, one));
  return meant === undefined ? undefined : { how: 'slip', seems: `${meant}.${ending}`, instead: `${name.slice(0, -domain.length)}${meant}.${ending}` };
}
