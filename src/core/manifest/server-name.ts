import type { Identity, PackageIdentity, PackageRef } from '../identity/identity.ts';
import { repositoryOf } from './repository.ts';
import { endpointOf } from './endpoint.ts';

/** A server's name in the registry's form: a namespace in reverse-DNS order, a slash, a short name. */
export const serverName = /^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/;

/** A name to start from: `open` until a person has chosen the namespace. */
export interface ProposedName {
  readonly name: string;
  readonly open: boolean;
}

/** What of an identity bears on a name. */
type Named = Exclude<Identity, PackageIdentity> | { readonly kind: 'package'; readonly package: Pick<PackageRef, 'name'> };

/**
 * The name a server may be registered under. A repository at GitHub gives its owner's namespace, as the registry does it
 * (`io.github.owner`); else the namespace is a person's to choose, and the proposal begins with `TODO`.
 * @param label the server's name in its config file
 */
export function proposedName(identity: Named, label: string, repository: string | undefined): ProposedName {
  const own = ownName(identity, label);
  const [, owner] = /^https:\/\/github\.com\/([A-Za-z0-9-]+)\//.exec((repository !== undefined && repositoryOf(repository)?.url) || '') ?? [];
  if (owner !== undefined) return { name: `io.github.${owner}/${own}`, open: false };
  const namespace = namespaceOf(identity);
  return { name: `TODO${namespace === '' ? '' : `.${namespace}`}/${own}`, open: true };
}

/** The part before the slash, as far as the identity suggests one: the package's scope, the address's host the other way round. */
function namespaceOf(identity: Named): string {
  if (identity.kind === 'package') {
    const parts = identity.package.name.replace(/^@/, '').split('/');
    return parts.length < 2 ? '' : plain(parts.at(-2)!, /[^a-zA-Z0-9.-]+/g);
  }
  if (identity.kind !== 'remote') return '';
  const host = /^https?:\/\/([a-z0-9.-]+)/i.exec(identity.url)?.[1] ?? '';
  return /^[\d.]*$/.test(host) ? '' : plain(host.split('.').toReversed().join('.'), /[^a-zA-Z0-9.-]+/g);
}

function ownName(identity: Named, label: string): string {
  const written = identity.kind === 'package' ? identity.package.name.split('/').at(-1)! : identity.kind === 'remote' ? lastSegment(identity.url) : undefined;
  return plain(written ?? '', /[^a-zA-Z0-9._-]+/g) || plain(label, /[^a-zA-Z0-9._-]+/g) || 'server';
}

/** The last part of an address's path that says something. */
function lastSegment(url: string): string | undefined {
  const address = endpointOf(url)?.url.split('?', 1)[0];
  return address?.split('/').slice(3).findLast((part) => part !== '' && !part.startsWith('{'));
}

function plain(text: string, other: RegExp): string {
  return text.slice(0, 500).replace(other, '-').replace(/^[-._]+|[-._]+$/g, '').slice(0, 80).replace(/[-._]+$/, '');
}
