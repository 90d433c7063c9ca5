import type { ConfigFile, ServerDeclaration } from '../../config/config-file.ts';
import { describeIdentity } from '../../identity/describe.ts';
import type { Identity, PackageType } from '../../identity/identity.ts';
import { identityKey } from '../../identity/identity-key.ts';
import { draftFor } from '../../policy/authoring/draft-match.ts';
import { Denials } from '../../policy/denials.ts';
import type { PolicyDocument, PolicyEntry } from '../../policy/document.ts';
import { refTo } from '../../policy/entry-ref.ts';
import { compileItem } from '../../policy/item.ts';
import { canonicalName } from '../../policy/package-key.ts';
import type { MatchItem } from '../../policy/schema.ts';
import { Facets, parseUrl } from '../../policy/subject.ts';
import { maskText, maskUrl } from '../../secret/mask.ts';

/** A server as it is declared in one file. */
export interface Declared {
  readonly file: ConfigFile;
  readonly declaration: ServerDeclaration;
  readonly identity: Identity;
}

/**
 * How a declaration is one of those to be stopped. `same`: it is the same package, address or program; `named`: it only has the name;
 * `hidden`: the package or address stands in a command line that cannot be read for certain; `overlay`: it only changes what another file of its
 * client declares.
 */
export type Stopped = 'same' | 'named' | 'hidden' | 'overlay';

/** What is to be stopped, wherever it is declared. */
export interface StopTarget {
  /** In a few words, without secrets. */
  readonly label: string;
  /** The same for a policy; empty where nothing of it can stand there. */
  readonly match: readonly MatchItem[];
  /** Whether a declaration is meant. Never throws. */
  finds(declared: Declared): Stopped | undefined;
}

/** The servers that were chosen, and all that are the same: the package by any launcher and version, the address, the program. */
export function targetOfServers(chosen: readonly Declared[], alsoNamed?: string): StopTarget {
  const keys = new Set(chosen.flatMap((one) => keyOf(one) ?? []));
  const items = chosen.flatMap(({ identity }) => itemOf(identity) ?? []);
  const denials = denialsOf(items);
  const ids = new Set(chosen.map(({ file, declaration }) => JSON.stringify([file.path, declaration.path])));
  return {
    label: [...new Set(chosen.map(({ identity, declaration }) => (identity.kind === 'opaque' ? `\`${maskText(declaration.name)}\`` : describeIdentity(withoutVersion(identity)))))].join(', '),
    match: unique(chosen.flatMap(({ identity, declaration }) => (itemOf(identity) && identity.kind === 'package' ? [itemOf(identity)!] : (draftable(declaration, identity) ?? [])))),
    finds: (declared) => {
      const key = keyOf(declared);
      if ((key !== undefined && keys.has(key)) || ids.has(JSON.stringify([declared.file.path, declared.declaration.path]))) return 'same';
      return found(denials, declared) ?? (alsoNamed !== undefined && declared.declaration.name === alsoNamed ? 'named' : undefined);
    },
  };
}

/** A package by its name, of whichever of these kinds. */
export function targetOfPackage(types: readonly PackageType[], name: string): StopTarget {
  const match = types.map((type): MatchItem => ({ package: { type, name: canonicalName(type, name) } }));
  const denials = denialsOf(match);
  return { label: types.length === 1 ? `${types[0]!}:${name}` : name, match, finds: (declared) => found(denials, declared) };
}

/** An address, and what lies below it. @returns undefined where the text is none */
export function targetOfUrl(text: string): StopTarget | undefined {
  const url = parseUrl(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') return undefined;
  const label = maskUrl(url.origin + url.pathname);
  const item: MatchItem = { url: { host: url.hostname, ...(url.port !== '' && { port: Number(url.port) }), ...(url.pathname !== '/' && { path: url.pathname.replace(/\/+$/, ''), pathMatch: 'prefix' }) } };
  const denials = denialsOf([item]);
  return { label, match: label === url.origin + url.pathname ? [item] : [], finds: (declared) => found(denials, declared) };
}

function found(denials: Denials, { declaration, identity }: Declared): 'same' | 'hidden' | undefined {
  const denial = denials.find(new Facets({ server: declaration, identity }));
  return denial && (denial.found === 'named' ? 'same' : 'hidden');
}

/** What is written as a relative path is another file in another folder. */
function keyOf({ file, declaration, identity }: Declared): string | undefined {
  if (identity.kind === 'opaque' && !declaration.command && !declaration.url) return undefined;
  const key = identityKey(identity);
  return identity.kind === 'program' && [identity.program, identity.script ?? ''].some(isRelative) ? `${key} ${file.root ?? file.path}` : key;
}

function isRelative(path: string): boolean {
  return path.includes('/') && !/^(?:\/|[A-Za-z]:|~|\$)/.test(path);
}

/** What a denial would name; programs and what cannot be told are found by their key alone. */
function itemOf(identity: Identity): MatchItem | undefined {
  if (identity.kind === 'package') return { package: { type: identity.package.type, name: identity.package.name } };
  const url = identity.kind === 'remote' ? parseUrl(identity.url) : undefined;
  return url && { url: { host: url.hostname, ...(url.port !== '' && { port: Number(url.port) }), path: url.pathname } };
}

/** What may be written into a policy: nothing that holds, or leaves out, what may be a secret. */
function draftable(declaration: ServerDeclaration, identity: Identity): MatchItem | undefined {
  const draft = draftFor(declaration, identity);
  if (!draft || (draft.match.url && draft.match.url.path === undefined)) return undefined;
  if (!draft.match.url) return draft.match;
  const { query: _, ...address } = draft.match.url;
  return { url: address };
}

function withoutVersion(identity: Identity): Identity {
  if (identity.kind !== 'package') return identity;
  const { type, name, registry } = identity.package;
  return { ...identity, package: { type, name, ...(registry !== undefined && { registry }) } };
}

function unique(items: readonly MatchItem[]): readonly MatchItem[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** A policy's own way of finding what it denies: by any launcher, behind bridges, and in command lines that cannot be read. */
function denialsOf(items: readonly MatchItem[]): Denials {
  const denials = new Denials();
  const entry: PolicyEntry = { id: 'stop', state: 'revoked', path: [], match: items.map((item) => ({ ...item, path: [] })) };
  for (const match of entry.match) {
    const item = compileItem(document, entry, match, refTo(entry, document), 0);
    if (item) denials.add(item);
  }
  return denials;
}

const document: PolicyDocument = { source: '', serial: 0, issuer: '', registries: [], defaults: { unknown: 'warn', minIdentity: 'version', whenStale: 'keep-last-then-warn' }, servers: [], tests: [] };
