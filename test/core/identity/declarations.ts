import type { Located, NamedValue, ServerDeclaration, Transport } from '../../../src/core/config/config-file.ts';
import type { FolderFacts, KnownPackage } from '../../../src/core/facts.ts';
import type { Identity, PackageRef } from '../../../src/core/identity/identity.ts';
import { identify } from '../../../src/core/identity/identify.ts';

/** What a test says of a declaration; the rest is as in a file that says no more. */
export interface Declared {
  readonly command?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly envFile?: string;
  readonly cwd?: string;
  readonly url?: string;
  readonly transport?: Transport;
}

function at(key: string, value: string): Located {
  return { value, path: ['servers', 'ledger', key] };
}

export function declaration({ command, args = [], env = {}, envFile, cwd, url, transport }: Declared): ServerDeclaration {
  return {
    name: 'ledger',
    path: ['servers', 'ledger'],
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
    transport: transport ?? (command === undefined && url !== undefined ? 'http' : 'stdio'),
    ...(command !== undefined && { command: at('command', command) }),
    args: args.map((value, i) => ({ value, path: ['servers', 'ledger', 'args', i] })),
    env: Object.entries(env).map(([name, value]): NamedValue => ({ name, value, path: ['servers', 'ledger', 'env', name] })),
    ...(envFile !== undefined && { envFile: at('envFile', envFile) }),
    ...(cwd !== undefined && { cwd: at('cwd', cwd) }),
    ...(url !== undefined && { url: at('url', url) }),
    headers: [],
    disabled: false,
  };
}

/** A command line whose words hold no spaces. */
export function line(text: string): Declared {
  const [command = '', ...args] = text.split(' ');
  return { command, args };
}

export function identityOf(declared: Declared | string, folder?: FolderFacts): Identity {
  return identify(declaration(typeof declared === 'string' ? line(declared) : declared), { scope: 'workspace', ...(folder && { folder }) });
}

/** An identity on one line: what it is, `(…)` for what can change, `from` the registry, `via` a bridge, `[own arguments]`, `!` before hijacks. */
export function outline(identity: Identity): string {
  const { args, hijacks } = identity.launch;
  const tail = (hijacks.length > 0 ? ` !${hijacks.join(',')}` : '');
  switch (identity.kind) {
    case 'package':
      return packageOutline(identity.package) + (args.length > 0 ? ` [${args.join(' ')}]` : '') + tail;
    case 'remote':
      return identity.url + (identity.via ? ` via ${packageOutline(identity.via.package)}` : '') + tail;
    case 'program':
      return `program ${identity.program}${identity.script === undefined ? '' : ` runs ${identity.script}`}${args.length > 0 ? ` [${args.join(' ')}]` : ''}${tail}`;
    case 'opaque':
      return identity.code;
  }
}

function packageOutline({ type, name, version, floating, registry }: PackageRef): string {
  return `${type}:${name}${version === undefined ? '' : `@${version}`}${floating === undefined ? '' : ` (${floating})`}${registry === undefined ? '' : ` from ${registry}`}`;
}

export function outlineOf(declared: Declared | string, folder?: FolderFacts): string {
  return outline(identityOf(declared, folder));
}

/** Facts of a folder that holds what is said and nothing else. */
export function folder(facts: {
  readonly installed?: Readonly<Record<string, KnownPackage>>;
  readonly locked?: Readonly<Record<string, KnownPackage>>;
  readonly registries?: Readonly<Record<string, string>>;
  readonly bins?: readonly string[];
  readonly copies?: readonly string[];
  readonly overrides?: Readonly<Record<string, readonly string[]>>;
}): FolderFacts {
  return {
    installed: new Map(Object.entries(facts.installed ?? {})),
    locked: new Map(Object.entries(facts.locked ?? {})),
    registries: new Map(Object.entries(facts.registries ?? {}).map(([key, url]) => [key, { url, evidence: '.npmrc' }])),
    ...(facts.bins && { bins: new Set(facts.bins) }),
    ...(facts.copies && { copies: new Set(facts.copies) }),
    ...(facts.overrides && { overrides: new Map(Object.entries(facts.overrides)) }),
  };
}
