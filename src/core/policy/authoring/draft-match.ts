import type { ServerDeclaration } from '../../config/config-file.ts';
import type { Identity, PackageRef } from '../../identity/identity.ts';
import { maskText } from '../../secret/mask.ts';
import { withoutTokens } from '../../secret/token-formats.ts';
import { say, type Message } from '../../text/message.ts';
import { registryKey } from '../package-key.ts';
import { matchSchema, type MatchItem, type TestFields } from '../schema.ts';
import { fixedVersion, parseUrl } from '../subject.ts';
import { isWritable, writableUrl } from './writable.ts';

/** What an entry about a server would name; undefined where nothing of it can stand in a policy. */
export function draftFor(declaration: ServerDeclaration, identity: Identity): Made | undefined {
  const made = [fromIdentity(declaration, identity), byName(declaration)];
  return made.find((one) => one && matchSchema.safeParse(one.match).success && one.id.length <= 300 && !holdsToken(one));
}

export interface Made {
  readonly id: string;
  readonly match: MatchItem;
  readonly notes: readonly string[];
  readonly test?: NonNullable<TestFields['server']>;
  /** Why it cannot be approved as it stands. */
  readonly open?: Message;
}

/** Any part of a declaration may be a token, its name included. */
function holdsToken(made: Made): boolean {
  const text = JSON.stringify(made);
  return withoutTokens(text, '') !== text;
}

/** A server's name as it may stand in an id or a comment. */
export function shownName(name: string): string {
  return maskText(name);
}

function fromIdentity(declaration: ServerDeclaration, identity: Identity): Made | undefined {
  switch (identity.kind) {
    case 'package':
      return fromPackage(identity.package);
    case 'remote':
      return fromUrl(declaration, identity.url);
    case 'program':
      return byCommand(declaration, ['A program on each machine: approving its command line does not fix its code, so to approve it `minIdentity` must be `source` here.']);
    case 'opaque':
      return byName(declaration, ['It cannot be told what this starts. Best have it started directly, by package and version.']);
  }
}

function fromPackage(ref: PackageRef): Made {
  const { type, name, digest } = ref;
  const version = type === 'oci' ? undefined : fixedVersion(ref) && ref.version;
  const registry = registryKey(type, ref.registry);
  const known = registry !== undefined && URL.canParse(registry) ? registry : undefined;
  const pinned = version !== undefined || (type === 'oci' && digest !== undefined);
  const notes = [
    ...(pinned ? [] : ['It is started without an exact version. Choose the one you have looked at, and add it as `versions` (an image: as `digest`).']),
    ...(registry !== undefined ? [known ? 'It comes from another registry than the usual one.' : 'It comes from another registry than the usual one; add it as `registry`.'] : []),
  ];
  return {
    id: `${type}:${name}`,
    match: { package: { type, name, ...(version !== undefined && { versions: [version] }), ...(known && { registry: known }), ...(digest !== undefined && { digest }) } },
    notes,
    ...(!pinned && { open: say('it is started without an exact version. Pin it where it is declared, or name the version in the policy by hand.') }),
    ...(pinned && registry !== undefined && !known && { open: say('it comes from a registry that has to be named in the policy by hand.') }),
    ...(registry === undefined && pinned && type !== 'vscode-extension' && { test: launchOf({ ...ref, type }, version) }),
  };
}

function launchOf({ type, name, digest }: PackageRef & { readonly type: Exclude<PackageRef['type'], 'vscode-extension'> }, version: string | undefined): NonNullable<TestFields['server']> {
  switch (type) {
    case 'npm':
      return { command: 'npx', args: ['-y', `${name}@${version}`] };
    case 'pypi':
      return { command: 'uvx', args: [`${name}==${version}`] };
    case 'nuget':
      return { command: 'dnx', args: [`${name}@${version}`, '--yes'] };
    case 'oci':
      return { command: 'docker', args: ['run', '-i', '--rm', `${name}@${digest}`] };
  }
}

function fromUrl(declaration: ServerDeclaration, address: string): Made | undefined {
  const url = parseUrl(address);
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  const { match, pathLeftOut, queryLeftOut } = writableUrl(url, declaration);
  const { path } = match;
  return {
    id: `${url.hostname}${path === '/' || path === undefined ? '' : path}`,
    match: { url: match },
    notes: [
      ...(url.protocol === 'http:' ? ['It is called without encryption.'] : []),
      ...(pathLeftOut ? ['Its path is left out: it looks like a secret, or cannot be compared safely.'] : []),
      ...(queryLeftOut ? ['Some of its parameters are left out: they look like secrets.'] : []),
    ],
    ...((pathLeftOut || queryLeftOut) && { open: say('a part of its address could not be written down.') }),
    ...(!pathLeftOut && url.search === '' && { test: { type: 'http', url: `${url.origin}${url.pathname}` } }),
  };
}

function byCommand(declaration: ServerDeclaration, notes: readonly string[]): Made | undefined {
  if (!declaration.command) return undefined;
  // Whatever might be a secret stays out, and a variable cannot stand in a policy.
  if (!isWritable(declaration)) return undefined;
  const argv = [declaration.command.value, ...declaration.args.map((arg) => arg.value)];
  return { id: `local:${shownName(declaration.name)}`, match: { serverCommand: argv }, notes, open: say('what it starts is fixed by nothing but its command line.') };
}

function byName(declaration: ServerDeclaration, notes: readonly string[] = []): Made | undefined {
  const { name } = declaration;
  if (shownName(name) !== name) return undefined;
  return {
    id: `local:${name}`,
    match: { serverName: name },
    notes: [...notes, 'Written by its name only, which anything can be given: its command line may hold a secret or a variable. It cannot be approved like this.'],
    open: say('it is written by its name only, which anything can be given.'),
  };
}
