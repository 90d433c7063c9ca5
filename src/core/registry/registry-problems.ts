import { canonicalRegistry, canonicalUrl } from '../identity/canonical-url.ts';
import { readCanonical } from '../policy/address.ts';
import type { RegistryFields } from '../policy/schema.ts';
import { say, type Message } from '../text/message.ts';

export interface RegistryProblem {
  readonly index: number;
  readonly key: 'url' | 'api';
  readonly severity: 'error' | 'warning';
  readonly message: Message;
}

/** The versions of the API that are read: v0.1 is the stable one, v0 answers the same (API changelog, 2025-10-17). */
export function knownRegistryApi(api: string): boolean {
  return /^v0(?:\.1)?$/i.test(api.trim());
}

/** Where anybody can publish: a preview with little moderation, made for other registries to take from (modelcontextprotocol.io, docs/registry). */
const open = /^https:\/\/(?:staging\.)?registry\.modelcontextprotocol\.io(?:\/|$)/;

/** This machine itself (RFC 6761 6.3, RFC 1122 3.2.1.3, RFC 4291 2.5.3), where nobody is on the way. */
const loopback = /^(?:localhost|\[::1\]|127(?:\.\d+){3})$/;

/** What makes a registry that is well-formed do nothing, or more than was meant. */
export function registryProblems(registries: readonly (RegistryFields & { readonly path: readonly unknown[] })[]): RegistryProblem[] {
  const seen = new Set<string>();
  return registries.flatMap(({ url, api, trust }, at): RegistryProblem[] => {
    const index = Number(registries[at]!.path.at(-1));
    const found: RegistryProblem[] = [];
    const problem = addressProblem(url);
    if (problem) found.push({ index, key: 'url', severity: 'error', message: problem });
    if (!knownRegistryApi(api)) found.push({ index, key: 'api', severity: 'error', message: say('This version of the registry API is not known, so nothing is read from the registry. Write `v0.1`.') });
    const base = canonicalRegistry(url) ?? url;
    if (trust === 'approves' && open.test(base)) {
      found.push({ index, key: 'url', severity: 'warning', message: say('Everybody can publish in this registry, so trusting it approves whatever anybody publishes. Name a registry of your own that takes from it, or write `metadata-only`.') });
    }
    if (seen.has(base)) found.push({ index, key: 'url', severity: 'warning', message: say('This registry stands here already. Keep one of the two.') });
    seen.add(base);
    return found;
  });
}

function addressProblem(url: string): Message | undefined {
  const read = canonicalUrl(url.trim());
  if ('problem' in read) return read.problem;
  const address = readCanonical(read.url);
  if (address?.scheme !== 'https' && !(address && loopback.test(address.host))) return say('Nothing is read from an address that does not begin with `https://`, since anybody on the way could change what arrives.');
  return read.query.length > 0 ? say('Nothing is read from an address with parameters behind `?`. Write the base URL alone.') : undefined;
}
