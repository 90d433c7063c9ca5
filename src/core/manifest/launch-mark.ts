import type { NamedValue, ServerDeclaration } from '../config/config-file.ts';
import type { Identity } from '../identity/identity.ts';
import { purlOf } from '../identity/packages/purl.ts';
import { comparableWords, hidden } from './arguments.ts';
import { endpointOf } from './endpoint.ts';
import { isPlainSegment } from './plain.ts';

/** Gives a text's SHA-256 in hex: the core has no cryptography of its own. */
export type Sha256 = (text: string) => string;

/**
 * What makes a manifest the one of this server, as a text that may be shown: package by type and name, address without parameters,
 * program by path. The version is no part of it. An opaque launch is told by its words, with what looks like a secret left out.
 */
export function registeredAs(identity: Identity, label: string, sha256: Sha256): string {
  switch (identity.kind) {
    case 'package':
      return `${identity.package.type}:${identity.package.name}`;
    case 'remote':
      return endpointOf(identity.url)?.url.split('?', 1)[0] ?? `address:${digest(identity.url, sha256)}`;
    case 'program':
      return `program:${programPath(identity.program)}${identity.script === undefined ? '' : ` ${programPath(identity.script)}`}`;
    case 'opaque':
      return `launch:${digest(JSON.stringify([label, comparableWords(identity.words)]), sha256)}`;
  }
}

function digest(text: string, sha256: Sha256): string {
  return sha256(text).slice(0, 16);
}

/** A program's path, without the name of the user whose home folder it lies in. */
export function programPath(path: string): string {
  const shown = path.replaceAll('\\', '/').replace(/^(?:\/home\/[^/]+|\/Users\/[^/]+|\/root|[A-Za-z]:\/Users\/[^/]+)(?=\/|$)/, '~');
  return shown.split('/').map((part) => (isPlainSegment(part) ? part : hidden)).join('/');
}

/**
 * Tells one launch from another: the same for the same program, arguments, and names of variables and headers; different when any of
 * them changes. No secret's value bears on it, so that it gives nothing away to whoever tries values out.
 */
export function fingerprint(server: ServerDeclaration, identity: Identity, sha256: Sha256): string {
  const { launch } = identity;
  const what =
    identity.kind === 'package'
      ? [identity.launcher, purlOf(identity.package), identity.package.floating]
      : identity.kind === 'remote'
        ? [endpointOf(identity.url)?.url, identity.via?.purl]
        : identity.kind === 'program'
          ? [identity.program, identity.script]
          : comparableWords(identity.words);
  const canonical = [identity.kind, what, comparableWords(launch.args), names(launch.env), names(server.headers), launch.cwd ?? '', launch.hijacks.toSorted()];
  return `sha256:${sha256(JSON.stringify(canonical))}`;
}

function names(values: readonly NamedValue[]): string[] {
  return [...new Set(values.map(({ name }) => name))].toSorted();
}

/** The name a draft's file gets: the same for every draft of the same server, safe on every system. */
export function fileNameOf(identity: Identity, label: string, sha256: Sha256): string {
  const key = registeredAs(identity, label, sha256);
  const written =
    identity.kind === 'package'
      ? `${identity.package.type}-${identity.package.name.replace(/^@/, '')}`
      : identity.kind === 'remote'
        ? key.replace(/^https?:\/\//, '').replace(/\/$/, '')
        : label;
  // `/` as in the names of type packages (`@types/foo__bar`), so that `a/b` and `a-b` stay apart.
  const plain = written.replaceAll('/', '__').replace(/[^a-zA-Z0-9._-]+/g, '-').replace(/^[-._]+|[-._]+$/g, '').toLowerCase();
  const complete = (identity.kind === 'package' || identity.kind === 'remote') && plain.length <= 100 && plain === written.replaceAll('/', '__');
  const short = plain.slice(0, 60).replace(/[-._]+$/, '');
  return complete ? `${plain}.server.json` : `${[short, digest(key, sha256).slice(0, 8)].filter(Boolean).join('-')}.server.json`;
}
