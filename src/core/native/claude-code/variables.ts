import type { NativeCircumstances, NativeFile } from '../native.ts';
import { environment } from './read.ts';
import type { Semantics } from './semantics.ts';

/** Whose text a variable stands in: each is filled from other places. */
export type Side = 'server' | NativeSide;
type NativeSide = 'allow' | 'deny';

/** A text with its variables filled in; undefined where that cannot be known from here. */
export type Filled = string | undefined;

/**
 * `${VAR}` and `${VAR:-d}` as Claude Code fills them in, in servers and in the entries of its lists
 * (https://code.claude.com/docs/en/managed-mcp, "How policy entries expand"; https://code.claude.com/docs/en/mcp): one that is not set and has no
 * default stays as it is written.
 */
export class Variables {
  readonly #env: ReadonlyMap<string, string | undefined> | undefined;
  readonly #folded: boolean;
  /** Names that settings files set, by whose files. */
  readonly #set: Readonly<Record<'managed' | 'user' | 'workspace', ReadonlySet<string>>>;
  readonly #pinned: boolean;

  constructor(files: readonly NativeFile[], { env, platform }: NativeCircumstances, { entryVariables }: Semantics) {
    this.#folded = platform === 'win32';
    this.#env = env && new Map(Object.entries(env).map(([name, value]) => [this.#name(name), value]));
    this.#pinned = entryVariables === 'pinned';
    const setBy = (scope: NativeFile['scope']): ReadonlySet<string> => new Set(files.filter((file) => file.scope === scope).flatMap(({ list }) => list.switches.flatMap(({ key }) => (key.startsWith(environment) ? [this.#name(key.slice(environment.length))] : []))));
    this.#set = { managed: setBy('managed'), user: setBy('user'), workspace: setBy('workspace') };
  }

  fill(text: string, side: Side): Filled {
    if (!hasReference(text)) return text;
    let open = false;
    const filled = text.replace(reference, (all, name: string | undefined, fallback: string | undefined) => {
      const value = name === undefined ? unknown : this.#value(name, side, fallback !== undefined);
      if (value === unknown) open = true;
      return value === unknown ? all : (value ?? fallback ?? all);
    });
    return open ? undefined : filled;
  }

  /** Whether the same reference may become different texts in a server and in an entry. */
  differs(text: string): boolean {
    return [...text.matchAll(reference)].some(([, name]) => name === undefined || this.#isSet(this.#name(name), ['managed', 'user', 'workspace']));
  }

  #value(given: string, side: Side, hasDefault: boolean): string | undefined | typeof unknown {
    const name = this.#name(given);
    if (this.#isSet(name, this.#sources(side, hasDefault))) return unknown;
    // What Claude Code sets itself, and what an empty value does to a default, is not said.
    if (!this.#env || /^CLAUDE_/i.test(name)) return unknown;
    const value = this.#env.get(name);
    if (value === '' && hasDefault) return unknown;
    // A settings file of which only this is of interest is not at hand: it may set the variable for servers.
    return value === undefined && side === 'server' && !hasDefault ? unknown : value;
  }

  #sources(side: Side, hasDefault: boolean): readonly NativeFile['scope'][] {
    if (side === 'server' || !this.#pinned) return ['managed', 'user', 'workspace'];
    return side === 'deny' && !hasDefault ? ['managed', 'user'] : ['managed'];
  }

  #isSet(name: string, scopes: readonly NativeFile['scope'][]): boolean {
    return scopes.some((scope) => this.#set[scope].has(name));
  }

  #name(name: string): string {
    return this.#folded ? name.toUpperCase() : name;
  }
}

const unknown = Symbol('unknown');

/** With another form in the braces (`${user_config.x}`), no name is caught. */
const reference = /\$\{(?:([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?|[^}]*)\}/g;

export function hasReference(text: string): boolean {
  return text.includes('${') && text.search(reference) >= 0;
}

/** The pieces between its variables. */
export function aroundVariables(text: string): readonly string[] {
  return text.split(/\$\{[^}]*\}/);
}
