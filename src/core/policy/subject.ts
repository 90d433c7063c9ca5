import type { ServerDeclaration } from '../config/config-file.ts';
import type { Identity, PackageRef } from '../identity/identity.ts';
import { packageKey } from './package-key.ts';
import { destination } from './url-pattern.ts';
import { exactVersion } from './versions.ts';

/** What a verdict is about: a declaration, and what it really launches or calls. */
export interface Subject {
  readonly server: ServerDeclaration;
  readonly identity: Identity;
}

/** A subject in the forms that look-ups need, made once for each decision. */
export interface Facets extends Subject {
  readonly package?: PackageRef;
  readonly packageKey?: string;
  /** Canonical. */
  readonly version?: string;
  readonly url?: URL;
  /** The URL as `serverUrl` patterns compare it: with its parameters, where they are known. */
  readonly destination?: string;
  /** Command and arguments as written. */
  readonly argv?: readonly string[];
}

export function facetsOf(subject: Subject): Facets {
  const { server, identity } = subject;
  const argv = server.command && [server.command.value, ...server.args.map((arg) => arg.value)];
  if (identity.kind === 'package') {
    const version = fixedVersion(identity.package);
    return { ...subject, package: identity.package, packageKey: packageKey(identity.package), ...(version !== undefined && { version }), ...(argv && { argv }) };
  }
  const url = identity.kind === 'remote' ? parseUrl(identity.url) : undefined;
  const written = identity.kind === 'remote' && !identity.via && server.url ? parseUrl(server.url.value) : undefined;
  return { ...subject, ...(url && { url, destination: destination(written ?? url) }), ...(argv && { argv }) };
}

/** The one version a reference fixes, in canonical form; for images only a digest does. */
export function fixedVersion({ type, version, digest }: PackageRef): string | undefined {
  if (type === 'oci') return digest && exactVersion('oci', digest);
  return version === undefined ? undefined : exactVersion(type, version);
}

export function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
