import type { ProviderDeclaration, ServerDeclaration } from '../config/config-file.ts';
import type { Identity, PackageRef } from '../identity/identity.ts';
import { maskText } from '../secret/mask.ts';
import { withoutTokens } from '../secret/token-formats.ts';
import { visible } from '../text/visible.ts';
import { isWritable, writableUrl } from './authoring/writable.ts';
import { registryKey } from './package-key.ts';
import { draftProviders, type ProviderDraft } from './providers/draft-provider.ts';
import { matchSchema, type MatchItem, type TestFields } from './schema.ts';
import { fixedVersion, parseUrl } from './subject.ts';

export interface ServerInUse {
  readonly declaration: ServerDeclaration;
  readonly identity: Identity;
}

interface Draft {
  readonly id: string;
  readonly match: MatchItem;
  /** What the security engineer should know before deciding. */
  readonly notes: readonly string[];
  readonly names: string[];
  /** A server that this entry, as it stands, must make pending. */
  readonly test?: TestFields['server'];
}

/**
 * A policy to begin with, as text with comments: one entry for each different thing that servers in use start or call, every one
 * pending, so that nothing is approved that nobody chose. Holds no values of variables, headers, parameters, nor arguments that
 * look like secrets. Reads back through `readPolicy` without a problem.
 */
export function startPolicy(servers: readonly ServerInUse[], { issuer = 'my organisation', now, providers = [] }: { readonly issuer?: string; readonly now: string; readonly providers?: readonly ProviderDeclaration[] }): string {
  const drafts = new Map<string, Draft>();
  const ids = new Set<string>();
  const unwritten: string[] = [];
  for (const server of servers) {
    const draft = draftFor(server);
    if (!draft) {
      unwritten.push(server.declaration.name);
      continue;
    }
    const key = JSON.stringify(draft.match);
    const same = drafts.get(key);
    if (same) same.names.push(server.declaration.name);
    else drafts.set(key, { ...draft, id: freeId(draft.id, ids) });
  }
  return documentText([...drafts.values()], draftProviders(providers, ids), unwritten, issuer, now);
}

function draftFor({ declaration, identity }: ServerInUse): Draft | undefined {
  const made = [fromIdentity(declaration, identity), byName(declaration)];
  const draft = made.find((one) => one && matchSchema.safeParse(one.match).success && one.id.length <= 300 && !holdsToken(one));
  return draft && { ...draft, names: [declaration.name] };
}

type Made = Omit<Draft, 'names'>;

/** Any part of a declaration may be a token, its name included. */
function holdsToken(made: Made): boolean {
  const text = JSON.stringify(made);
  return withoutTokens(text, '') !== text;
}

/** A server's name as it may stand in an id or a comment. */
function shownName(name: string): string {
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
    ...(registry === undefined && pinned && type !== 'vscode-extension' && { test: launchOf({ ...ref, type }, version) }),
  };
}

function launchOf({ type, name, digest }: PackageRef & { readonly type: Exclude<PackageRef['type'], 'vscode-extension'> }, version: string | undefined): TestFields['server'] {
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
    ...(!pathLeftOut && url.search === '' && { test: { type: 'http', url: `${url.origin}${url.pathname}` } }),
  };
}

function byCommand(declaration: ServerDeclaration, notes: readonly string[]): Made | undefined {
  if (!declaration.command) return undefined;
  // Whatever might be a secret stays out, and a variable cannot stand in a policy.
  if (!isWritable(declaration)) return undefined;
  const argv = [declaration.command.value, ...declaration.args.map((arg) => arg.value)];
  return { id: `local:${shownName(declaration.name)}`, match: { serverCommand: argv }, notes };
}

function byName(declaration: ServerDeclaration, notes: readonly string[] = []): Made | undefined {
  const { name } = declaration;
  if (shownName(name) !== name) return undefined;
  return {
    id: `local:${name}`,
    match: { serverName: name },
    notes: [...notes, 'Written by its name only, which anything can be given: its command line may hold a secret or a variable. It cannot be approved like this.'],
  };
}

function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let n = 2; taken.has(id); n++) id = `${wanted}#${n}`;
  taken.add(id);
  return id;
}

function documentText(drafts: readonly Draft[], providers: readonly ProviderDraft[], unwritten: readonly string[], issuer: string, now: string): string {
  const tests: TestFields[] = [
    { name: 'what nobody listed is unknown', server: { command: 'npx', args: ['-y', 'a-package-that-nobody-listed@1.0.0'] }, expect: 'unknown' },
    ...providers.flatMap(({ id, test }) => (test ? [{ name: `${visible(id)} is not decided yet`, provider: test, expect: 'pending' as const }] : [])),
    ...drafts.flatMap(({ id, test }) => (test ? [{ name: `${visible(id)} is not decided yet`, server: test, expect: 'pending' as const }] : [])),
  ];
  const header = { policyVersion: 1, serial: 1, issuer, issuedAt: now };
  const defaults = { unknown: 'warn', minIdentity: 'version', whenStale: 'keep-last-then-warn' };
  return [
    '// The MCP servers and model providers in use, as a policy to begin with. Every entry is "pending": nothing is approved until you decide.',
    '//   1. Look at each entry, and set its "state" to "approved", "conditional" (with "conditions"), "denied" or "deprecated".',
    '//   2. Add an "owner" who answers for it, and "expires", the last day of the approval.',
    '//   3. Add "args" and "env" to fix how it may be started: only what they allow is then approved.',
    '//   4. Raise "serial" by one each time you publish, change the tests along, and keep this file where no repository can change it.',
    ...unwritten.map((name) => `// Not written down, since its name and command line cannot stand in a policy: ${visible(shownName(name))}`),
    '{',
    ...Object.entries(header).map(([key, value]) => `  ${JSON.stringify(key)}: ${indented(value, 2)},`),
    `  "defaults": ${indented(defaults, 2)},`,
    '  "servers": [',
    drafts.map(draftText).join(',\n'),
    '  ],',
    ...(providers.length > 0 ? ['  // Where prompts and code go to be answered. "models" may say which models are approved; "pinned" asks for names that stay.', '  "providers": [', providers.map(draftText).join(',\n'), '  ],'] : []),
    '  // Servers with the verdict each must get: `mcp-roll-call policy test` checks them, so that a change does not approve more than was meant.',
    `  "tests": ${indented(tests, 2)}`,
    '}',
    '',
  ].join('\n');
}

function draftText({ id, match, notes, names }: Omit<Draft, 'match'> & { readonly match: object }): string {
  const shown = names.slice(0, 10).map((name) => visible(shownName(name), 60));
  const comments = [`In use as: ${shown.join(', ')}${names.length > shown.length ? ` and ${names.length - shown.length} more` : ''}`, ...notes];
  return [...comments.map((comment) => `    // ${comment}`), `    ${indented({ id, state: 'pending', match: [match] }, 4)}`].join('\n');
}

function indented(value: unknown, by: number): string {
  return escaped(JSON.stringify(value, null, 2)).replaceAll('\n', `\n${' '.repeat(by)}`);
}

/** JSON with what cannot be seen, or turns the direction of writing, as escapes. */
function escaped(json: string): string {
  return json.replace(/(?!\n)[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, (c) => [...Array(c.length).keys()].map((i) => `\\u${c.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''));
}
