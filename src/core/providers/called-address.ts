import type { ProviderDeclaration } from '../config/config-file.ts';
import { canonicalUrl } from '../identity/canonical-url.ts';
import { hasVariableInAddress } from '../identity/variables.ts';
import { maskUrl } from '../secret/mask.ts';
import { say, type Message } from '../text/message.ts';
import { knownProviders, providerAtHost, type KnownProvider } from './known-providers.ts';

/** What a provider's declaration makes a client call. */
export type CalledAddress =
  /** An address in canonical form; `assumed`: it stands in no file, but is the provider's own. */
  | { readonly kind: 'address'; readonly url: string; readonly assumed: boolean; readonly at?: { readonly provider: KnownProvider; readonly tenant: boolean } }
  /** None is written, and none is known for the provider: what its client calls cannot be told from files. */
  | { readonly kind: 'none' }
  /** `unresolved`: a variable stands in it. `opaque`: readers take it differently. */
  | { readonly kind: 'unresolved' | 'opaque'; readonly problem: Message };

/** Where a declaration's calls go: to the address it gives, else to its provider's own. Never throws. */
export function calledAddress({ baseUrl, provider, ambiguity }: Pick<ProviderDeclaration, 'baseUrl' | 'provider' | 'ambiguity'>): CalledAddress {
  if (ambiguity) return { kind: 'opaque', problem: ambiguity };
  if (!baseUrl) {
    const known = knownProviders.find(({ id }) => id === provider);
    return known?.endpoint === undefined ? { kind: 'none' } : { kind: 'address', url: known.endpoint, assumed: true, at: { provider: known, tenant: false } };
  }
  if (hasVariableInAddress(baseUrl.value)) return { kind: 'unresolved', problem: say('A variable stands in the address.') };
  // Ollama and others take a host without a scheme.
  const read = canonicalUrl(baseUrl.value.trim());
  if ('problem' in read) return { kind: 'opaque', problem: read.problem };
  const at = providerAtHost(new URL(read.url).hostname);
  return { kind: 'address', url: read.url, assumed: false, ...(at && { at }) };
}

/** The address as it may be shown: its secrets masked; undefined where none is written or known. */
export function shownAddress(declaration: Pick<ProviderDeclaration, 'baseUrl' | 'provider' | 'ambiguity'>): string | undefined {
  const called = calledAddress(declaration);
  if (called.kind === 'address') return maskUrl(called.url);
  return declaration.baseUrl && maskUrl(declaration.baseUrl.value);
}

/** Whether an address leads to the machine itself: loopback by name (RFC 6761) or number, and a container's own host. */
export function staysHere(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || hostname === 'host.docker.internal' || /^127(?:\.\d+){3}$/.test(hostname);
}
