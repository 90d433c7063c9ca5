import { canonicalUrl } from '../../identity/canonical-url.ts';
import { hasVariableInAddress } from '../../identity/variables.ts';
import { addressOf, destination, type Address } from '../../policy/address.ts';
import { parseUrl, type Subject } from '../../policy/subject.ts';
import { compilePattern, matchesPattern } from '../../policy/url-pattern.ts';
import type { Plan } from '../compile/plan.ts';
import { isDeniedBy, liesIn } from '../compile/regions.ts';

/** The address of a declaration that is called, as written; undefined where a command stands there too. */
export function writtenUrl({ server }: Subject): string | undefined {
  return server.command ? undefined : server.url?.value;
}

/** The addresses that a client may take a text for: as the URL standard reads it, and decoded before, as VS Code does. */
function readings(text: string): readonly URL[] {
  let decoded = text;
  try {
    decoded = decodeURIComponent(text);
  } catch {
    // It encodes no text.
  }
  return [...new Set([text, decoded])].flatMap((each) => parseUrl(each) ?? []).filter(({ protocol }) => protocol === 'https:' || protocol === 'http:');
}

function addresses(text: string): readonly Address[] {
  return readings(text).map(addressOf);
}

/** Whether an address lies within what a plan allows when parameters, letter case and spelling do not count. */
export function liesLoosely(plan: Pick<Plan, 'addresses' | 'patterns'>, text: string): boolean {
  return addresses(text).some((address) => plan.addresses.some((each) => liesIn(each, address, { query: true, letterCase: true }))) ||
    readings(text).some((url) => plan.patterns.some(({ pattern }) => matchesPattern(compilePattern(pattern), destination(url))));
}

/** Whether an address is written in another way than the one in which our policy compares it, by which a client may take it for another. */
export function isSpelledOtherwise(text: string): boolean {
  const canonical = canonicalUrl(text);
  if ('problem' in canonical || hasVariableInAddress(text)) return true;
  const url = parseUrl(text);
  if (!url || url.username !== '' || url.hash !== '') return true;
  return url.origin + url.pathname !== canonical.url || /\/\.\.?;/.test(url.pathname);
}

/** Whether only letter case in the path keeps an address from what the plan says of it. */
export function differsInCase({ addresses: allowed, denials }: Pick<Plan, 'addresses' | 'denials'>, text: string): boolean {
  return addresses(text).some((address) => {
    const other = { ...address, path: address.path.toLowerCase() };
    const exactly = (path: string | undefined): boolean => path === undefined || address.path.startsWith(path);
    return allowed.some((each) => !exactly(each.path) && liesIn(each, address, { query: true, letterCase: true })) ||
      denials.some((denial) => denial.kind === 'address' ? !exactly(denial.address.path) && isDeniedBy(denial.address, address) : denial.kind === 'pattern' && other.path !== address.path && readings(text).some((url) => matchesPattern(compilePattern(denial.pattern), destination(url))));
  });
}

export function hasParameters(text: string): boolean {
  return readings(text).some(({ search }) => search !== '');
}
