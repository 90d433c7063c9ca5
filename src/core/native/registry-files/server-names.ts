import { serverName } from '../../manifest/server-name.ts';
import type { Listed } from './listed.ts';

/**
 * The name of each entry's server in the registry, by the entry's id: the id itself where it is a name in reverse-DNS order, as the format asks
 * (server.json 2025-12-11: `^[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+$`, 3 to 200 characters); else one below the issuer. No two differ in letter
 * case only, and none leads out of the folder: they become paths.
 */
export function serverNames(listed: readonly Listed[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const take = (id: string, wanted: string): void => {
    let name = wanted;
    for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${wanted}-${i}`;
    taken.add(name.toLowerCase());
    names.set(id, name);
  };
  const entries = new Map(listed.map((one) => [one.entry.id, one.document.issuer]));
  const own = [...entries.keys()].filter(isName);
  for (const id of own) take(id, id);
  for (const [id, issuer] of entries) if (!names.has(id)) take(id, `${namespaceOf(issuer)}/${plain(id) || 'server'}`);
  return names;
}

function isName(id: string): boolean {
  return id.length <= 200 && serverName.test(id) && id.split('/').every((part) => /^[A-Za-z0-9]/.test(part) && !part.endsWith('.')) && id.includes('.');
}

/** An issuer that is a domain in reverse order, as `com.contoso.security`; else a name that nobody can own (ICANN's `.internal`, for private use). */
function namespaceOf(issuer: string): string {
  if (/^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/.test(issuer) && issuer.length <= 80) return issuer;
  return `internal.${plain(issuer).replaceAll('_', '-').toLowerCase() || 'policy'}`;
}

function plain(text: string): string {
  return text.slice(0, 300).replace(/[^A-Za-z0-9.-]+/g, '-').replace(/\.{2,}/g, '.').replace(/^[-.]+|[-.]+$/g, '').slice(0, 80).replace(/[-.]+$/, '');
}
