import type { ServerDeclaration } from '../config/config-file.ts';
import type { Identity, PackageRef } from '../identity/identity.ts';
import { destination, readCanonical, type Address } from './address.ts';
import { packageKey } from './package-key.ts';
import { exactVersion } from './versions.ts';

/** What a verdict is about: a declaration, and what it really launches or calls. */
export interface Subject {
  readonly server: ServerDeclaration;
  readonly identity: Identity;
}

/** A subject in the forms that look-ups need, each made once and only when one asks. */
export class Facets implements Subject {
  readonly server: ServerDeclaration;
  readonly identity: Identity;
  readonly package: PackageRef | undefined;
  readonly packageKey: string | undefined;
  /** The one version the package is fixed to, in canonical form. */
  readonly version: string | undefined;
  readonly address: Address | undefined;
  #destination: string | undefined;

  constructor({ server, identity }: Subject) {
    this.server = server;
    this.identity = identity;
    if (identity.kind === 'package') {
      this.package = identity.package;
      this.packageKey = packageKey(identity.package);
      this.version = fixedVersion(identity.package);
    }
    if (identity.kind === 'remote') this.address = readCanonical(identity.url);
  }

  /** The address as `serverUrl` patterns compare it: with the values of its parameters, where the declaration has it; empty without one. */
  get destination(): string {
    if (this.#destination !== undefined) return this.#destination;
    const { identity, server } = this;
    if (identity.kind !== 'remote') return (this.#destination = '');
    const written = identity.via ? undefined : server.url && parseUrl(server.url.value);
    const url = written ?? parseUrl(identity.url);
    return (this.#destination = url ? destination(url) : '');
  }

  /** Command and arguments as written; undefined for a server that is called. */
  get argv(): readonly string[] | undefined {
    const { command, args } = this.server;
    return command && [command.value, ...args.map((arg) => arg.value)];
  }
}

/** The one version a reference fixes, in canonical form; for images only a digest does. */
export function fixedVersion({ type, version, digest }: PackageRef): string | undefined {
  if (type === 'oci') return digest && exactVersion('oci', digest);
  return version === undefined ? undefined : exactVersion(type, version);
}

export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
