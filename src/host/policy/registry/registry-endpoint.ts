import { knownRegistryApi } from '../../../core/registry/registry-problems.ts';
import { say, type Message } from '../../../core/text/message.ts';
import { readAddress } from '../https-address.ts';

/** Where a registry is asked. */
export interface RegistryEndpoint {
  /** The same for every spelling of the registry's base URL. */
  readonly base: string;
  readonly origin: string;
  /** Of its listing. */
  readonly servers: string;
  /** The user's token may be sent there: it opens the organisation's API Center, so nobody else gets it, whoever names them a registry; nor over plain http. */
  readonly confidential: boolean;
}

/**
 * Read a registry's base URL, with or without a slash at its end, and with what follows it (`/v0.1/servers`) where somebody copied it
 * whole. Azure API Center's has a path of its own: `/workspaces/default`.
 */
export function readEndpoint(url: string, api: string): RegistryEndpoint | { readonly problem: Message } {
  const version = api.trim().toLowerCase();
  if (!knownRegistryApi(version)) return { problem: say('the version {api} of the registry API is not known here; write `v0.1`', { api }) };
  const read = readAddress(url.trim());
  if ('problem' in read) return read;
  if (read.url.search !== '') return { problem: say('its address holds parameters behind `?`; write the base URL alone') };
  const path = read.url.pathname.replace(/\/+$/, '').replace(/\/v0(?:\.1)?(?:\/servers)?$/, '').replace(/\/+$/, '');
  const base = `${read.url.origin}${path}`;
  return { base, origin: read.url.origin, servers: `${base}/${version}/servers`, confidential: !read.plain && read.url.hostname.endsWith('.azure-apicenter.ms') };
}
